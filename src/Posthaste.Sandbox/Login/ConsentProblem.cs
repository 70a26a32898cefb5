using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Login;

/// <summary>Why a consent page is an error page. The words are the platform's where they are known.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">What the person reads.</param>
/// <param name="Status">HTTP status.</param>
internal sealed record ConsentProblem(string Title, string Text, int Status = StatusCodes.Status400BadRequest)
{
    public static ConsentProblem UnknownApp(LoginProduct login) => login is LoginProduct.Facebook
        ? new("Invalid App ID", "The provided app ID does not look like a valid app ID.")
        : new("Invalid request", "Request parameters are invalid: Invalid platform app");

    public static ConsentProblem OtherRedirectUri(LoginProduct login) => login is LoginProduct.Facebook
        ? new("URL blocked", "This redirect failed because the redirect URI is not white-listed in the app's client OAuth settings. "
            + "Make sure that client and web OAuth login are on and add all your app domains as valid OAuth redirect URIs.")
        : new("Invalid request", "Request parameters are invalid: Invalid redirect_uri");

    public static ConsentProblem BadResponseType() => new("Invalid request", "Request parameters are invalid: response_type must be code.");

    public static ConsentProblem UnknownConfiguration() => new("Invalid configuration", "The config_id is not one of this app's.");

    public static ConsentProblem BadScopes(IEnumerable<string> scopes) =>
        new("Invalid scopes", $"Invalid Scopes: {string.Join(", ", scopes)}. This message is only shown to developers.");

    public static ConsentProblem NotActive(LoginProduct login) => login is LoginProduct.Facebook
        ? new("App not active", "This app is not accessible right now and the app developer is aware of the issue. "
            + "You will be able to log in when the app is reactivated.", StatusCodes.Status403Forbidden)
        : new("Insufficient developer role", "The app is in development mode, and this account has no role on it.", StatusCodes.Status403Forbidden);

    public static ConsentProblem UnknownChoice() => new("Invalid request", "The account, Page or person chosen does not exist.");
}
