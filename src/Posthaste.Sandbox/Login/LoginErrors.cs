using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Login;

/// <summary>Refusals of the token endpoints and of app settings. The platform's pages give few of these words and codes; those of
/// graph.facebook.com are as its SDKs' issues quote them.</summary>
internal static class LoginErrors
{
    public static GraphError UnknownApp() => Of(101, null, "Error validating application. Cannot get application info due to a system error.");

    public static GraphError BadSecret() => Of(1, null, "Error validating client secret.");

    public static GraphError BadCode() => Of(100, null, "Invalid verification code format.");

    public static GraphError CodeUsed() => Of(100, 36009, "This authorization code has been used.");

    public static GraphError CodeExpired() => Of(100, 36007, "This authorization code has expired.");

    public static GraphError OtherRedirectUri() => Of(
        100, 36008, "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request");

    public static GraphError BadVerifier() => Of(100, null, "Invalid code_verifier parameter.");

    public static GraphError Missing(string name) => Of(1, null, $"Missing {name} parameter.");

    public static GraphError NotShort() => Of(100, null, "The access token is long-lived already and cannot be exchanged.") with { Family = ErrorFamily.Parameter };

    public static GraphError BadAppToken() => Of(190, null, "Invalid OAuth access token signature.");

    public static GraphError OtherApp() =>
        Of(100, null, "(#100) The App_id in the input_token did not match the Viewing App") with { Family = ErrorFamily.Parameter };

    public static GraphError NoProof() =>
        Of(100, null, "API calls from the server require an appsecret_proof argument") with { TypeOverride = "GraphMethodException" };

    public static GraphError BadProof() =>
        Of(100, null, "Invalid appsecret_proof provided in the API argument") with { TypeOverride = "GraphMethodException" };

    public static GraphError UnsupportedRequest(string method) =>
        Of(100, null, $"Unsupported request - method type: {method.ToLowerInvariant()}") with { Family = ErrorFamily.Parameter };

    /// <summary>In the shape of api.instagram.com: no envelope, the HTTP status as code.</summary>
    public static GraphError InstagramHost(string message) => new() { Code = 400, Message = message, Family = ErrorFamily.InstagramHost };

    private static GraphError Of(int code, int? subcode, string message) => new() { Code = code, Subcode = subcode, Message = message };
}
