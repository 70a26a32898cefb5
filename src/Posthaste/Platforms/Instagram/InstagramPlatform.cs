using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Posthaste.Platforms.Instagram;

/// <summary>Publishes to Instagram: a container is made and finished ahead of time, one call makes it a post.</summary>
/// <remarks>docs/platforms/instagram.md.</remarks>
internal sealed class InstagramPlatform : IPlatform
{
    public const string PlatformName = "instagram";

    private static readonly PublishStep[] ImageSteps =
    [
        new("create_container", StepKind.Repeatable, NeedsMedia: true),
        new("await_container", StepKind.Repeatable),
        new("note_recent", StepKind.Repeatable),
        new("publish", StepKind.Irreversible),
        new("permalink", StepKind.Repeatable),
    ];

    private readonly PreparationSteps _preparation;
    private readonly PublishSteps _publishing;
    private readonly InstagramProbe _probe;
    private readonly InstagramConnect _connect;

    public InstagramPlatform(PlatformHttp http, IOptions<InstagramOptions> options, TimeProvider time)
    {
        var graph = new GraphApi(http, options.Value, time);
        var recentMedia = new RecentMedia(graph, options.Value);
        _preparation = new PreparationSteps(graph, recentMedia, options.Value, time);
        _publishing = new PublishSteps(graph, options.Value, time);
        _probe = new InstagramProbe(graph, recentMedia, options.Value, time);
        _connect = new InstagramConnect(graph, options.Value);
    }

    public string Name => PlatformName;

    public CaptionLimits CaptionLimits => InstagramRules.Caption;

    public IReadOnlyList<Finding> Check(PlatformPost post) => InstagramRules.Check(post);

    public IReadOnlyList<PublishStep> StepsFor(PlatformPost post) => post.Type switch
    {
        PostType.Image => ImageSteps,
        _ => throw new UnreachableException($"No steps for {post.Type}: Check refuses it."),
    };

    public Task<StepResult> RunStepAsync(StepCall step, CancellationToken ct) => step.Step switch
    {
        "create_container" => _preparation.CreateContainerAsync(step, ct),
        "await_container" => _preparation.AwaitContainerAsync(step, ct),
        "note_recent" => _preparation.NoteRecentAsync(step, ct),
        "publish" => _publishing.PublishAsync(step, ct),
        "permalink" => _publishing.ReadPermalinkAsync(step, ct),
        _ => throw new UnreachableException($"Instagram has no step {step.Step}."),
    };

    public Task<Evidence> ProbeAsync(ProbeCall probe, CancellationToken ct) => _probe.AskAsync(probe, ct);

    public Task<ConnectResult> ConnectAsync(ConnectCall connect, CancellationToken ct) => _connect.RunAsync(connect, ct);
}
