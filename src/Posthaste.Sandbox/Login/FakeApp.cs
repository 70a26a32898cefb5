using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Login;

/// <summary>An app registered with the platform. Each way to log in has apps of its own.</summary>
internal sealed record FakeApp
{
    public required string ClientId { get; init; }

    public required string Secret { get; init; }

    public required LoginProduct Login { get; init; }

    public string Name { get; init; } = "Posthaste";

    /// <summary>Where a person may be sent back to, compared letter by letter.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public AppMode Mode { get; init; } = AppMode.Live;

    /// <summary>Ids of the people and accounts that may use the app in development mode.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>“Require app secret”: a call without <c>appsecret_proof</c> answers code 100. A proof that is sent is checked anyway.</summary>
    public bool RequireProof { get; init; }

    /// <summary>Where the platform says that a person has removed the app; null for nowhere.</summary>
    public string? DeauthorizeUrl { get; init; }

    /// <summary>Where the platform asks for a person's data to be deleted; null for nowhere.</summary>
    public string? DataDeletionUrl { get; init; }

    /// <summary>Facebook Login for Business: what is asked for by each <c>config_id</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Configurations { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public bool MayBeUsedBy(string id) => Mode is not AppMode.Development || Roles.Contains(id);
}

/// <summary>Who may use an app.</summary>
internal enum AppMode
{
    /// <summary>Everybody.</summary>
    Live,

    /// <summary>People with a role on the app.</summary>
    Development,

    /// <summary>Nobody: set up wrongly, every call answers code 100 “Unsupported request”.</summary>
    Misconfigured,
}
