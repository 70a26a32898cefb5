using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram;

/// <summary>The calls that make a container and look at it.</summary>
internal sealed class Containers(GraphApi graph, InstagramOptions options, TimeProvider time)
{
    /// <summary>Instagram's replicas may not know a container yet that was made moments ago.</summary>
    private static readonly TimeSpan YoungContainer = TimeSpan.FromMinutes(2);

    public static StepResult.Unavailable Forgotten { get; } =
        new(PlatformError.Passing("checkpoint_missing", "The prepared post was forgotten."), Restart: true);

    /// <summary>This video of this account is uploaded; otherwise Instagram fetches it.</summary>
    public bool Uploads(PlatformAccount account, PlatformMedia media) =>
        options.VideoHandover is VideoHandover.Upload && account.Login != InstagramLogin.Instagram && media.Reader.Exists && ContainerForm.IsVideo(media);

    /// <returns>The container, or why there is none.</returns>
    public async Task<(ItemContainer? Made, StepResult? Failure, CallTrace Trace)> CreateAsync(
        StepCall call, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        // Taken before the call, so that the container is never younger than believed.
        var createdAt = time.GetUtcNow();
        var answer = await graph.PostAsync(call.Account, $"{Uri.EscapeDataString(call.Account.RemoteId)}/media", form, ct);
        var trace = answer.Trace with { Containers = MayHaveMade(answer) ? 1 : 0 };
        if (answer is not GraphAnswer.Done done)
            return (null, StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, time.GetUtcNow()) with { Trace = trace }, trace);

        // A container without a name is left to expire: nobody can see it.
        if (done.Body.Text("id") is not { } id) return (null, new StepResult.Unavailable(NoId) { Trace = trace }, trace);
        var upload = form.Any(field => field.Key == "upload_type") ? new UploadNote() : null;
        return (new ItemContainer { ContainerId = id, CreatedAt = createdAt, Upload = upload }, null, trace with { Handle = id });
    }

    /// <returns>What was seen, or why nothing was.</returns>
    public async Task<(ContainerLook? Look, StepResult? Failure, CallTrace Trace)> LookAsync(StepCall call, ItemContainer container, CancellationToken ct)
    {
        var (answer, look) = await ReadAsync(call, container, "id,status_code,status", ct);
        var trace = answer.Trace with { Handle = container.ContainerId };
        return look is not null
            ? (look, null, trace)
            : (null, StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, time.GetUtcNow()) with { Trace = trace }, trace);
    }

    /// <returns>The answer, and what it says of the container where it says anything.</returns>
    public async Task<(GraphAnswer Answer, ContainerLook? Look)> ReadAsync(StepCall call, ItemContainer container, string fields, CancellationToken ct)
    {
        var answer = await graph.GetAsync(call.Account, Uri.EscapeDataString(container.ContainerId!), [new("fields", fields)], ct);
        var age = time.GetUtcNow() - container.CreatedAt;
        ContainerLook? look = answer switch
        {
            GraphAnswer.Done done => ContainerLook.Judge(done.Body, age, options),
            GraphAnswer.Refused refused when IsMissing(refused.Error) && age < YoungContainer => new ContainerLook.Pending(),
            _ => null,
        };
        return (answer, look);
    }

    public StepResult.Wait LookAgain(ContainerCheckpoint checkpoint)
    {
        var looked = checkpoint with { Polls = checkpoint.Polls + 1 };
        return new StepResult.Wait(time.GetUtcNow() + ContainerPolling.DelayAfter(options, looked.Polls), looked.ToJson());
    }

    public bool IsOld(ItemContainer container) => time.GetUtcNow() - container.CreatedAt >= options.ContainerLife;

    public static StepResult Answer(ContainerLook.Lost lost) => lost.Final
        ? new StepResult.Rejected(lost.Error)
        : new StepResult.Unavailable(lost.Error, lost.RetryAfter, Restart: true);

    /// <summary>A container may exist that nobody knows the name of: Instagram counts it all the same.</summary>
    private static bool MayHaveMade(GraphAnswer answer) => answer switch
    {
        GraphAnswer.NotSent => false,
        GraphAnswer.Refused refused => refused.Status >= 500,
        _ => true,
    };

    private static bool IsMissing(GraphError error) =>
        InstagramErrors.Table.Find(error.Code, error.Subcode)?.Class is GraphErrorClass.NotFound;

    private static PlatformError NoId { get; } =
        PlatformError.Passing("answer_unreadable", "Instagram prepared the post without saying under which id.");
}
