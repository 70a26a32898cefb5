using System.Diagnostics;
using Microsoft.Extensions.Options;
using Posthaste.Media;
using Posthaste.Media.Fitness;
using Posthaste.Platforms.TikTok.Login;

namespace Posthaste.Platforms.TikTok;

/// <summary>Publishes to TikTok: all but the last part of a video is there ahead of time, and TikTok works on what it has before it is live.</summary>
/// <remarks>docs/platforms/tiktok.md.</remarks>
internal sealed class TikTokPlatform : IPlatform
{
    public const string PlatformName = "tiktok";

    private static readonly PublishStep[] Upload = [new("begin_upload", StepKind.Repeatable), new("upload", StepKind.Repeatable)];
    private static readonly PublishStep Publish = new("publish", StepKind.Irreversible);
    private static readonly PublishStep Deliver = new(PublishStep.Deliver, StepKind.Irreversible);
    private static readonly PublishStep Permalink = new("permalink", StepKind.Repeatable);

    private readonly TikTokOptions _options;
    private readonly CreatorCall _creators;
    private readonly PreparationSteps _preparation;
    private readonly PublishSteps _publishing;
    private readonly TikTokProbe _probe;
    private readonly TikTokConnect _connect;

    /// <param name="http">Speaks to TikTok.</param>
    /// <param name="options">Addresses, the app and patience.</param>
    /// <param name="time">For waits and ends.</param>
    /// <param name="keys">Apps that were entered on screen; null for none.</param>
    public TikTokPlatform(PlatformHttp http, IOptions<TikTokOptions> options, TimeProvider time, IAppKeys? keys = null)
    {
        _options = options.Value;
        var apps = new TikTokApps(_options, keys ?? NoAppKeys.Instance);
        var (api, pace) = (new TikTokApi(http, _options, apps, time), new CallPace(time));
        var (status, accounts) = (new PublishStatusCall(api, pace), new TikTokAccounts(api));
        _creators = new CreatorCall(api, pace, _options, time);
        _preparation = new PreparationSteps(api, _creators, status, pace, _options, time);
        _publishing = new PublishSteps(api, accounts, _preparation, status, pace, _options, time);
        _probe = new TikTokProbe(status, _options, time);
        _connect = new TikTokConnect(accounts);
        Logins = [new LoginByTikTok(api, accounts, _options, apps, time)];
    }

    public string Name => PlatformName;

    public string DisplayName => "TikTok";

    public CaptionLimits CaptionLimits => TikTokRules.Caption;

    public PlacementSpec? SpecFor(PostType type, MediaKind kind) => TikTokMedia.SpecFor(type);

    public PlatformLimits Limits => new() { PostsPerDay = _options.PostsPerDay, InboxPerDay = _options.InboxPerDay, CallsPerHour = _options.CallsPerHour };

    public IReadOnlyList<ILogin> Logins { get; }

    public IReadOnlyList<Finding> Check(PlatformPost post) => TikTokRules.Check(post, _options.IsAudited);

    public IReadOnlyList<string> HandStepsFor(PlatformPost post) => TikTokHandSteps.For(post);

    public bool IsOwnLink(Uri link) => PostLinks.IsLink(link) || IsOnThisMachine;

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => (_preparation.Uploads(post), post.IsForInbox()) switch
    {
        (true, false) => [new("read_creator", StepKind.Repeatable), .. Upload, Publish, Permalink],
        (true, true) => [.. Upload, Deliver, Permalink],
        (false, false) => [new("read_creator", StepKind.Repeatable, NeedsMedia: true), Publish, Permalink],
        (false, true) => [new("name_media", StepKind.Repeatable, NeedsMedia: true), Deliver, Permalink],
    };

    public Uri PingAddress(string? login, Uri? server) => _options.ApiBaseUrl;

    public bool IsOnThisMachine => _options.ApiBaseUrl.IsLoopback;

    public IReadOnlyList<string> RequiredScopes(PlatformPost post, string? login) => [post.IsForInbox() ? LoginByTikTok.Upload : LoginByTikTok.Publish];

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct) => step.Step switch
    {
        "read_creator" => _preparation.ReadCreatorAsync(step, ct),
        "name_media" => _preparation.NameMediaAsync(step),
        "begin_upload" => _preparation.BeginUploadAsync(step, ct),
        "upload" => _preparation.UploadAsync(step, ct),
        "publish" or PublishStep.Deliver => _publishing.PublishAsync(step, ct),
        "permalink" => _publishing.ReadLinkAsync(step, ct),
        _ => throw new UnreachableException($"TikTok has no step {step.Step}."),
    };

    public async Task<Reading<PostingTerms>> ReadTermsAsync(PlatformAccount account, CancellationToken ct)
    {
        var (creator, failure, trace) = await _creators.RunAsync(account, checkpoint: null, ct);
        return new Reading<PostingTerms>(creator?.ToTerms(_options.IsAudited), failure) { Trace = trace };
    }

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) => _probe.AskAsync(probe, ct);

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => _connect.RunAsync(connect, ct);
}
