using System.Diagnostics;
using Microsoft.Extensions.Options;
using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Facebook;

/// <summary>Publishes to Facebook Pages: pictures and videos lie there unseen ahead of time, and one call makes them a post.</summary>
/// <remarks>docs/platforms/facebook.md.</remarks>
internal sealed class FacebookPlatform : IPlatform
{
    private static readonly string[] Scopes = ["pages_manage_posts", "pages_read_engagement"];

    private readonly FacebookOptions _options;
    private readonly PhotoSteps _preparation;
    private readonly ReelSteps _reels;
    private readonly PublishSteps _publishing;
    private readonly FacebookProbe _probe;
    private readonly FacebookConnect _connect;
    private readonly PostCalls _posts;

    /// <param name="http">Speaks to Graph.</param>
    /// <param name="options">Addresses and patience.</param>
    /// <param name="time">For waits and ends.</param>
    public FacebookPlatform(PlatformHttp http, IOptions<FacebookOptions> options, TimeProvider time)
    {
        _options = options.Value;
        var graph = new GraphApi(http, FacebookGraph.HostOf(_options), time);
        var posts = new PagePosts(graph, _options);
        _preparation = new PhotoSteps(graph, posts, _options, time);
        _reels = new ReelSteps(graph, _options, time);
        _publishing = new PublishSteps(graph, posts, _preparation, _options, time);
        _probe = new FacebookProbe(graph, posts, _options, time);
        _connect = new FacebookConnect(graph, _options);
        _posts = new PostCalls(graph, posts, _options, time);
    }

    public string Name => "facebook";

    public CaptionLimits CaptionLimits => FacebookRules.Caption;

    public PlatformLimits Limits => new() { CallsPerHour = _options.CallsPerHour };

    public bool HasMetrics => true;

    public bool FetchesMedia => false;

    public Uri PingAddress(string? login, Uri? server) => new(_options.GraphBaseUrl, $"{_options.GraphVersion}/");

    public bool IsOnThisMachine => _options.GraphBaseUrl.IsLoopback;

    public ConnectForm ConnectForm => FacebookConnect.Form;

    public PlacementSpec? SpecFor(PostType type, MediaKind kind) => FacebookMedia.SpecFor(type);

    public IReadOnlyList<Finding> Check(PlatformPost post) => FacebookRules.Check(post);

    public IReadOnlyList<string> HandStepsFor(PlatformPost post) => FacebookHandSteps.For(post);

    public bool IsOwnLink(Uri link) => FacebookHandSteps.IsLink(link) || IsOnThisMachine;

    public IReadOnlyList<string> RequiredScopes(PlatformPost post, string? login) => Scopes;

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) =>
    [
        .. FacebookRules.IsReel(post.Type) ? [new("start", StepKind.Repeatable), new("upload", StepKind.Repeatable)]
            : post.Media.Count > 0 ? [new("upload_photos", StepKind.Repeatable), new("note_recent", StepKind.Repeatable)]
            : (IEnumerable<PublishStep>)[new("note_recent", StepKind.Repeatable)],
        new("publish", StepKind.Irreversible),
        new("permalink", StepKind.Repeatable),
    ];

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct) => step.Step switch
    {
        "upload_photos" => _preparation.UploadAsync(step, ct),
        "note_recent" => _preparation.NoteRecentAsync(step, ct),
        "start" => _reels.StartAsync(step, ct),
        "upload" => _reels.UploadAsync(step, ct),
        "publish" => _publishing.PublishAsync(step, ct),
        "permalink" => _publishing.ReadPermalinkAsync(step, ct),
        _ => throw new UnreachableException($"Facebook has no step {step.Step}."),
    };

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) => _probe.AskAsync(probe, ct);

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => _connect.RunAsync(connect, ct);

    public Task<AccountPosts> ListPostsAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        _posts.ListAsync(account, type, from, until, ct);

    public Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, PostType type, CancellationToken ct) => _posts.ReadMetricsAsync(account, remoteId, type, ct);

    public Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct) => _posts.DeleteAsync(account, remoteId, ct);
}
