using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Posthaste.Media;
using Posthaste.Media.Fitness;

namespace Posthaste.Platforms.Mastodon;

/// <summary>Publishes to Mastodon: the account's own server has the files ahead of time, and one call with a key of its own makes the post.</summary>
/// <remarks>docs/platforms/mastodon.md.</remarks>
internal sealed partial class MastodonPlatform : IPlatform
{
    private readonly MastodonOptions _options;
    private readonly PreparationSteps _preparation;
    private readonly PublishSteps _publishing;
    private readonly MastodonProbe _probe;
    private readonly MastodonConnect _connect;
    private readonly StatusCalls _statuses;

    /// <param name="http">Speaks to servers.</param>
    /// <param name="options">Patience, and what is meant where nobody says.</param>
    /// <param name="time">For waits and ends.</param>
    public MastodonPlatform(PlatformHttp http, IOptions<MastodonOptions> options, TimeProvider time)
    {
        _options = options.Value;
        var api = new MastodonApi(http, _options, time);
        var recent = new RecentStatuses(api);
        _preparation = new PreparationSteps(api, new ServerBook(api, time), _options, time);
        _publishing = new PublishSteps(api, recent, _preparation, _options, time);
        _probe = new MastodonProbe(api, recent, _options, time);
        _connect = new MastodonConnect(new MastodonAccounts(api));
        _statuses = new StatusCalls(api, recent, _options, time);
    }

    public string Name => "mastodon";

    public string DisplayName => "Mastodon";

    public CaptionLimits CaptionLimits => MastodonRules.Caption(_options.MaxCharacters);

    public PlatformLimits Limits => new() { CallsPerHour = _options.CallsPerHour };

    public bool HasMetrics => true;

    public bool FetchesMedia => false;

    public Uri? PingAddress(string? login, Uri? server) => server is null ? null : new(server, "api/v2/instance");

    public bool IsOnThisMachine => MastodonApi.IsOnThisMachine(_options);

    public ConnectForm ConnectForm => MastodonConnect.Form(_options);

    public PlacementSpec? SpecFor(PostType type, MediaKind kind) => MastodonMedia.SpecFor(type);

    public IReadOnlyList<Finding> Check(PlatformPost post) => MastodonRules.Check(post, _options);

    public IReadOnlyList<string> HandStepsFor(PlatformPost post) => MastodonHandSteps.For(post);

    /// <summary>Any host can be a server.</summary>
    public bool IsOwnLink(Uri link) => (link.Scheme == "https" || IsOnThisMachine) && PostPath().IsMatch(link.AbsolutePath);

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => post.Media.Count == 0
        ? [new("read_server", StepKind.Repeatable), new("publish", StepKind.Irreversible)]
        :
        [
            new("read_server", StepKind.Repeatable),
            new("upload", StepKind.Repeatable),
            new("process", StepKind.Repeatable),
            new("publish", StepKind.Irreversible),
        ];

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct) => step.Step switch
    {
        "read_server" => _preparation.ReadServerAsync(step, ct),
        "upload" => _preparation.UploadAsync(step, ct),
        "process" => _preparation.ProcessAsync(step, ct),
        "publish" => _publishing.PublishAsync(step, ct),
        _ => throw new UnreachableException($"Mastodon has no step {step.Step}."),
    };

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) => _probe.AskAsync(probe, ct);

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => _connect.RunAsync(connect, ct);

    public Task<AccountPosts> ListPostsAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        _statuses.ListAsync(account, from, until, ct);

    public Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, PostType type, CancellationToken ct) =>
        _statuses.ReadMetricsAsync(account, remoteId, ct);

    public Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct) => _statuses.DeleteAsync(account, remoteId, ct);

    [GeneratedRegex(@"^/(@[^/]+/[^/]+|users/[^/]+/statuses/[^/]+|notice/[^/]+|objects/[^/]+)/?\z")]
    private static partial Regex PostPath();
}
