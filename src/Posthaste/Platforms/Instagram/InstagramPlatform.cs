using System.Diagnostics;
using Microsoft.Extensions.Options;
using Posthaste.Media.Fitness;
using Posthaste.Media;
using Posthaste.Platforms.Graph;
using Posthaste.Platforms.Instagram.Login;

namespace Posthaste.Platforms.Instagram;

/// <summary>Publishes to Instagram: a container is made and finished ahead of time, one call makes it a post.</summary>
/// <remarks>docs/platforms/instagram.md.</remarks>
internal sealed class InstagramPlatform : IPlatform
{
    public const string PlatformName = "instagram";

    private readonly InstagramOptions _options;
    private readonly PreparationSteps _preparation;
    private readonly ItemSteps _items;
    private readonly PublishSteps _publishing;
    private readonly CommentSteps _comments;
    private readonly InstagramProbe _probe;
    private readonly InstagramConnect _connect;
    private readonly PostReadings _readings;

    /// <param name="http">Speaks to Graph.</param>
    /// <param name="options">Addresses, apps and patience.</param>
    /// <param name="time">For waits and ends.</param>
    /// <param name="keys">Apps that were entered on screen; null for none.</param>
    public InstagramPlatform(PlatformHttp http, IOptions<InstagramOptions> options, TimeProvider time, IAppKeys? keys = null)
    {
        _options = options.Value;
        var apps = new InstagramApps(_options, keys ?? NoAppKeys.Instance);
        var graph = new GraphApi(http, InstagramGraph.HostOf(_options, apps), time);
        var recentMedia = new RecentMedia(graph, _options);
        var containers = new Containers(graph, _options, time);
        var upload = new VideoUpload(graph, containers, _options, time);
        _preparation = new PreparationSteps(containers, upload, recentMedia, _options, time);
        _items = new ItemSteps(containers, upload, _options, time);
        _publishing = new PublishSteps(graph, _options, time);
        _comments = new CommentSteps(graph, _options, time);
        _probe = new InstagramProbe(graph, recentMedia, new PostComments(graph, _options), _options, time);
        _connect = new InstagramConnect(graph, new TokenInspection(new TokenCalls(http, _options, apps, time), _options, apps), _options);
        _readings = new PostReadings(graph, _options, time);
        Logins = [new LoginByFacebook(http, options, apps, time), new LoginByInstagram(http, options, apps, time)];
    }

    public string Name => PlatformName;

    public CaptionLimits CaptionLimits => InstagramRules.Caption;

    public PlacementSpec? SpecFor(PostType type, MediaKind kind) => InstagramPlacements.For(type) is not { } placement ? null
        : kind == MediaKind.Image ? placement.Picture ?? placement.Video
        : placement.Video ?? placement.Picture;

    public PlacementSpec? CoverSpecFor(PostType type) => type is PostType.Reel ? InstagramPlacements.ReelCover.Picture : null;

    /// <summary>docs/platforms/instagram.md#limits: 50 is the smaller of the two figures that Meta's pages give.</summary>
    public PlatformLimits Limits => new() { PostsPerDay = 50, ContainersPerDay = 400, CallsPerHour = _options.CallsPerHour };

    public IReadOnlyList<ILogin> Logins { get; }

    public bool HasMetrics => true;

    public IReadOnlyList<Finding> Check(PlatformPost post) => InstagramRules.Check(post);

    public IReadOnlyList<string> HandStepsFor(PlatformPost post) => InstagramHandSteps.For(post);

    public bool IsOwnLink(Uri link) => InstagramHandSteps.IsLink(link) || IsOnThisMachine;

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => InstagramPipelines.For(post, Uploads, canDoWithoutUrls: false);

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post, PlatformAccount account) => InstagramPipelines.For(
        post, Uploads,
        // A cover has no other way than its address.
        canDoWithoutUrls: account.Login != InstagramLogin.Instagram && post.Cover is null && post.Media.All(ContainerForm.IsVideo));

    public Uri PingAddress(string? login, Uri? server) => new(_options.BaseFor(login), $"{_options.GraphVersion}/");

    public bool IsOnThisMachine => _options.GraphBaseUrl.IsLoopback;

    public string FetcherAgent => "facebookexternalhit/1.1";

    public IReadOnlyList<string> RequiredScopes(PlatformPost post, string? login) => InstagramScopes.For(post, login);

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct) => Words(step.Step) switch
    {
        ("create_container", null) => _preparation.CreateContainerAsync(step, ct),
        ("upload", null) when HasItems(step.Post) => _items.RunAsync(step, ItemSteps.Goal.Uploaded, ct),
        ("upload", null) => _preparation.UploadAsync(step, ct),
        ("await_container", null) => _preparation.AwaitContainerAsync(step, ct),
        ("create_items", null) => _items.RunAsync(step, ItemSteps.Goal.Created, ct),
        ("await_items", null) => _items.RunAsync(step, ItemSteps.Goal.Ready, ct),
        ("note_recent", null) => _preparation.NoteRecentAsync(step, ct),
        ("publish", null) => _publishing.PublishAsync(step, PublishStep.Post, ct),
        ("publish", { } number) => _publishing.PublishAsync(step, PublishStep.Story(number), ct),
        ("permalink", _) => _publishing.ReadPermalinkAsync(step, ct),
        ("comment", null) => _comments.CommentAsync(step, ct),
        _ => throw new UnreachableException($"Instagram has no step {step.Step}."),
    };

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) => _probe.AskAsync(probe, ct);

    public Task<AccountPosts> ListPostsAsync(PlatformAccount account, PostType type, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        _probe.ListAsync(account, type, from, until, ct);

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => _connect.RunAsync(connect, ct);

    public Task<Reading<QuotaReading>> ReadQuotaAsync(PlatformAccount account, CancellationToken ct) => _readings.ReadQuotaAsync(account, ct);

    public Task<Reading<PostMetrics>> ReadMetricsAsync(PlatformAccount account, string remoteId, PostType type, CancellationToken ct) =>
        _readings.ReadMetricsAsync(account, remoteId, type, ct);

    public Task<DeleteResult> DeleteAsync(PlatformAccount account, string remoteId, CancellationToken ct) => _readings.DeleteAsync(account, remoteId, ct);

    private bool Uploads => _options.VideoHandover is VideoHandover.Upload;

    private static bool HasItems(PlatformPost post) => post.Type is PostType.Carousel || post.Media.Count > 1;

    /// <summary>A step of a set of stories ends with the story's number.</summary>
    private static (string Verb, int? Number) Words(string step) =>
        step.LastIndexOf('_') is var at and > 0 && int.TryParse(step.AsSpan(at + 1), out var number) ? (step[..at], number) : (step, null);
}
