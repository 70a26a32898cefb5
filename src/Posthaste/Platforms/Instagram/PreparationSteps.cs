using System.Diagnostics;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>The steps before the publish call, for what has one container. Nobody can see what they do, so each may
/// run again. <see cref="ItemSteps"/> does the same for what has several.</summary>
internal sealed class PreparationSteps(Containers containers, VideoUpload upload, RecentMedia recentMedia, InstagramOptions options, TimeProvider time)
{
    public async Task<StepResult> CreateContainerAsync(StepCall call, CancellationToken ct)
    {
        if (OnlyWithFacebook(call) is { } refused) return refused;

        var (post, checkpoint) = (call.Post, ContainerCheckpoint.Empty);
        if (post.Type is PostType.Carousel)
        {
            checkpoint = ContainerCheckpoint.Read(call.Checkpoint) ?? ContainerCheckpoint.Empty;
            if (checkpoint.Items is not { } items || items.Count != post.Media.Count || items.Any(item => !item.Ready)) return Containers.Forgotten;
            if (items.Any(containers.IsOld)) return Containers.Answer(ContainerLook.Gone("The prepared items of the carousel are too old."));
        }

        var (made, failure, trace) = await containers.CreateAsync(call, Form(call, checkpoint), ct);
        if (failure is not null) return failure;
        return new StepResult.Advance((checkpoint.WithMain(made!) with { Polls = 0 }).ToJson()) { Trace = trace };
    }

    public async Task<StepResult> UploadAsync(StepCall call, CancellationToken ct)
    {
        if (ContainerCheckpoint.Read(call.Checkpoint) is not { ContainerId: not null } checkpoint) return Containers.Forgotten;
        var container = checkpoint.Main();
        if (container.Upload is null or { Done: true }) return new StepResult.Advance(call.Checkpoint);

        var result = await upload.SendAsync(call, container, call.Post.Media[0], ct);
        return result switch
        {
            VideoUpload.Result.Moved moved => moved.Answer(checkpoint.WithMain(container with { Upload = moved.Note }), time.GetUtcNow()),
            VideoUpload.Result.Lost lost => Containers.Answer(lost.Why) with { Trace = lost.Trace },
            VideoUpload.Result.Failed failed => failed.Why with { Trace = failed.Trace },
            _ => throw new UnreachableException(),
        };
    }

    public async Task<StepResult> AwaitContainerAsync(StepCall call, CancellationToken ct)
    {
        if (ContainerCheckpoint.Read(call.Checkpoint) is not { ContainerId: not null } checkpoint) return Containers.Forgotten;

        var (look, failure, trace) = await containers.LookAsync(call, checkpoint.Main(), ct);
        StepResult result = look switch
        {
            null => failure!,
            ContainerLook.Ready => new StepResult.Advance(checkpoint.ToJson()),
            ContainerLook.Published => new StepResult.Advance((checkpoint with { SeenPublished = true }).ToJson()),
            ContainerLook.Pending => containers.LookAgain(checkpoint),
            ContainerLook.Lost lost => Containers.Answer(lost),
            _ => throw new UnreachableException(),
        };
        return result with { Trace = trace };
    }

    /// <summary>Notes which posts the account has, so that settling never takes an older one for ours. Not worth
    /// failing for: without the list, settling still has the caption, the type and the time.</summary>
    public async Task<StepResult> NoteRecentAsync(StepCall call, CancellationToken ct)
    {
        if (ContainerCheckpoint.Read(call.Checkpoint) is not { } checkpoint || (checkpoint.ContainerId ?? checkpoint.Items?[0].ContainerId) is not { } handle)
            return Containers.Forgotten;

        var answer = await recentMedia.ReadPageAsync(call.Account, call.Post.Type, after: null, ct);
        var trace = answer.Trace with { Handle = handle };
        if (answer is GraphAnswer.Done done)
        {
            var known = done.Body.Data().Select(post => post.Text("id")).OfType<string>().ToList();
            return new StepResult.Advance((checkpoint with { KnownIds = known }).ToJson()) { Trace = trace };
        }
        // These two the publish call would meet as well, and there they would leave its outcome in doubt.
        var failure = StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, time.GetUtcNow());
        return failure is StepResult.RateLimited || answer is GraphAnswer.Refused { Error.MeansDeadToken: true }
            ? failure with { Trace = trace }
            : new StepResult.Advance(call.Checkpoint) { Trace = trace };
    }

    /// <summary>Graph of Instagram Login would leave the label out without a word, and an advertisement would go out
    /// looking like none.</summary>
    public static StepResult.Rejected? OnlyWithFacebook(StepCall call) =>
        !IsPaid(call.Post.Options) || call.Account.Login != InstagramLogin.Instagram ? null : new(new PlatformError
        {
            Kind = ErrorKind.FixContent,
            Code = "paid_partnership_not_available",
            Message = "Instagram labels paid partnerships only for accounts connected with Facebook Login.",
            Advice = "Connect the account with Facebook Login, or remove the label.",
            Field = "options.isPaidPartnership",
        });

    private static bool IsPaid(PostOptions options) => options.IsPaidPartnership == true || options.SponsorIds.Count > 0;

    private IReadOnlyList<KeyValuePair<string, string>> Form(StepCall call, ContainerCheckpoint checkpoint) => call.Post.Type switch
    {
        PostType.Image => ContainerForm.Image(call.Post),
        PostType.Reel => ContainerForm.Reel(call.Post, containers.Uploads(call.Account, call.Post.Media[0])),
        PostType.Story => ContainerForm.Story(call.Post, 0, containers.Uploads(call.Account, call.Post.Media[0])),
        PostType.Carousel => ContainerForm.Carousel(call.Post, checkpoint.Items!.Select(item => item.ContainerId!)),
        _ => throw new UnreachableException($"No container for {call.Post.Type}: Check refuses it."),
    };
}
