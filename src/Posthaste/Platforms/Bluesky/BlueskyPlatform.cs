using System.Diagnostics;
using Microsoft.Extensions.Options;
using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Platforms.Bluesky.Rules;
using Posthaste.Platforms.Bluesky.Sessions;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Publishes to Bluesky and other servers of the AT Protocol: files are there ahead of time, and one call writes the post under a name that was chosen before.</summary>
/// <remarks>docs/platforms/bluesky.md.</remarks>
internal sealed class BlueskyPlatform : IPlatform
{
    public const string PlatformName = "bluesky";

    private readonly BlueskyOptions _options;
    private readonly PreparationSteps _preparation;
    private readonly PublishStepRun _publishing;
    private readonly BlueskyProbe _probe;
    private readonly BlueskyConnect _connect;
    private readonly RepoReadings _readings;

    /// <param name="http">Speaks to servers.</param>
    /// <param name="options">Addresses and patience.</param>
    /// <param name="time">For waits, ends and names of posts.</param>
    public BlueskyPlatform(PlatformHttp http, IOptions<BlueskyOptions> options, TimeProvider time)
    {
        _options = options.Value;
        var api = new XrpcApi(http, _options, time);
        var repo = new RepoCalls(api, new BlueskySessions(api, time), _options);
        _preparation = new PreparationSteps(repo, new TidClock(time), _options, time);
        _publishing = new PublishStepRun(repo, _options, time);
        _probe = new BlueskyProbe(repo, _options, time);
        _connect = new BlueskyConnect(api, _options);
        _readings = new RepoReadings(repo, _options, time);
    }

    public string Name => PlatformName;

    public CaptionLimits CaptionLimits => BlueskyRules.Caption;

    public ConnectForm ConnectForm => new()
    {
        SecretLabel = "App password",
        SecretHelp = "Make an app password in Bluesky under Settings, Privacy and security, App passwords; the password you sign in with yourself stays with you.",
        AccountLabel = "Handle",
        AccountHelp = "Such as ana.bsky.social, without the @.",
        NeedsAccount = true,
        ServerLabel = "Server",
        UsualServer = _options.Server,
    };

    public PlacementSpec? SpecFor(PostType type, MediaKind kind) => BlueskyMedia.SpecFor(type, _options.MaxVideoBytes);

    public PlatformLimits Limits => new() { PostsPerDay = BlueskyLimits.PostsPerDay, CallsPerHour = _options.CallsPerHour };

    public IReadOnlyList<Finding> Check(PlatformPost post) => BlueskyRules.Check(post, _options.MaxVideoBytes);

    public IReadOnlyList<string> HandStepsFor(PlatformPost post) => BlueskyHandSteps.For(post);

    public bool IsOwnLink(Uri link) => PostLinks.IsLink(link) || IsOnThisMachine;

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => post.Media.Count == 0
        ? [new("prepare", StepKind.Repeatable), new("publish", StepKind.Irreversible)]
        : [new("prepare", StepKind.Repeatable), new("upload", StepKind.Repeatable), new("publish", StepKind.Irreversible)];

    public bool FetchesMedia => false;

    public Uri PingAddress(string? login, Uri? server) => new(server ?? _options.Server, "xrpc/_health");

    public bool IsOnThisMachine => _options.Server.IsLoopback;

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct) => step.Step switch
    {
        "prepare" => _preparation.PrepareAsync(step, ct),
        "upload" => _preparation.UploadAsync(step, ct),
        "publish" => _publishing.RunAsync(step, ct),
        _ => throw new UnreachableException($"Bluesky has no step {step.Step}."),
    };

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) => _probe.AskAsync(probe, ct);

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => _connect.RunAsync(connect, ct);

    public Task<AccountPosts> ListPostsAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        _readings.ListAsync(account, from, until, ct);

    public Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct) => _readings.DeleteAsync(account, remoteId, ct);
}
