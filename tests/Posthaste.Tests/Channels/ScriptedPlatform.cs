using Posthaste.Jobs;
using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Platforms;

namespace Posthaste.Tests.Channels;

/// <summary>A network that answers what the test tells it to, with Instagram's caption limits.</summary>
internal sealed class ScriptedPlatform(string name = "instagram") : IPlatform, IPlatforms
{
    public string Name => name;

    public string DisplayName { get; init; } = "Instagram";

    public ConnectForm ConnectForm { get; set; } = ConnectForm.AccessToken;

    public CaptionLimits CaptionLimits => new(2_200, 30, 20, 15);

    public ConnectResult ConnectAnswer { get; set; } = new ConnectResult.Connected(new AccountProfile { RemoteId = "1784", Username = "shop" });

    public ConnectCall? LastConnect { get; private set; }

    public IReadOnlyList<ILogin> Logins { get; set; } = [];

    public IReadOnlyList<Finding> Findings { get; set; } = [];

    public IReadOnlyList<IPlatform> All => [this];

    public IPlatform? Find(string wanted) => wanted == name ? this : null;

    /// <summary>What it takes of media; null for no rules.</summary>
    public PlacementSpec? Spec { get; set; }

    public PlacementSpec? SpecFor(PostType type, MediaKind kind) => Spec;

    public IReadOnlyList<Finding> Check(PlatformPost post) => Findings;

    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>The network fetches media, rather than being handed it.</summary>
    public bool FetchesMedia { get; set; } = true;

    public bool IsOnThisMachine { get; set; }

    public Uri? PingAddress(string? login, Uri? server) => new("https://graph.example/");

    public PlatformLimits Limits { get; set; } = PlatformLimits.None;

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => post.Type is PostType.Story
        ? [.. post.Media.Select((_, i) => new PublishStep($"publish_{i + 1}", StepKind.Irreversible, Part: PublishStep.Story(i + 1)))]
        : [new("create", StepKind.Repeatable, FetchesMedia), new("publish", StepKind.Irreversible)];

    public IReadOnlyList<string> RequiredScopes(PlatformPost post, string? login) => Scopes;

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct) => throw new NotSupportedException();

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>What the account shows.</summary>
    public AccountPosts Listed { get; set; } = AccountPosts.OutOfReach;

    public Task<AccountPosts> ListPostsAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) => Task.FromResult(Listed);

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct)
    {
        LastConnect = connect;
        return Task.FromResult(ConnectAnswer);
    }
}
