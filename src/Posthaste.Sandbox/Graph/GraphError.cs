using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Graph;

/// <summary>A refusal in the Graph API's envelope.</summary>
internal sealed record GraphError
{
    public required string Message { get; init; }

    public required int Code { get; init; }

    public int? Subcode { get; init; }

    /// <summary>HTTP status.</summary>
    public int Status { get; init; } = 400;

    public ErrorFamily Family { get; init; } = ErrorFamily.Publishing;

    /// <summary>Left out where null, as on many real errors.</summary>
    public bool? IsTransient { get; init; }

    public string? UserTitle { get; init; }

    public string? UserMessage { get; init; }

    /// <summary>Where a person goes to put it right, and the like.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>The type of a refused upload, whose answer has a shape of its own; null for all other errors.</summary>
    public string? UploadType { get; init; }

    /// <summary>The type to send whatever the family; for faults that want a certain one.</summary>
    public string? TypeOverride { get; init; }

    /// <summary>graph.instagram.com names the parameter and object families differently from graph.facebook.com.</summary>
    public string TypeFor(LoginProduct login) => TypeOverride ?? (Family, login) switch
    {
        (ErrorFamily.Publishing or ErrorFamily.InstagramHost, _) => "OAuthException",
        (_, LoginProduct.Instagram) => "IGApiException",
        (ErrorFamily.Object, _) => "GraphMethodException",
        _ => "OAuthException",
    };

    public JsonObject ToJson(LoginProduct login, string traceId)
    {
        if (UploadType is not null)
        {
            // The message is JSON inside text, as the platform's page prints it.
            var inner = new JsonObject { ["success"] = false, ["error"] = new JsonObject { ["message"] = Message } };
            return new JsonObject
            {
                ["debug_info"] = new JsonObject { ["retriable"] = IsTransient ?? false, ["type"] = UploadType, ["message"] = inner.ToJsonString() },
            };
        }
        if (Family is ErrorFamily.InstagramHost)
            return new JsonObject { ["error_type"] = TypeFor(login), ["code"] = Code, ["error_message"] = Message };
        var error = new JsonObject { ["message"] = Message, ["type"] = TypeFor(login), ["code"] = Code };
        if (Subcode is not null) error["error_subcode"] = Subcode;
        if (IsTransient is not null) error["is_transient"] = IsTransient;
        if (UserTitle is not null) error["error_user_title"] = UserTitle;
        if (UserMessage is not null) error["error_user_msg"] = UserMessage;
        if (Data is not null) error["error_data"] = Data.DeepClone();
        error["fbtrace_id"] = traceId;
        return new JsonObject { ["error"] = error };
    }
}

/// <summary>Decides the <c>type</c> of an error.</summary>
internal enum ErrorFamily
{
    /// <summary>Tokens, permissions, publishing.</summary>
    Publishing,

    /// <summary>Code 100 without subcode 33, and 2500.</summary>
    Parameter,

    /// <summary>100/33.</summary>
    Object,

    /// <summary>api.instagram.com, which has no envelope.</summary>
    InstagramHost,
}
