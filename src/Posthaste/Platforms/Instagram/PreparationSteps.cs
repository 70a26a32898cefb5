using System.Globalization;
using System.Text.RegularExpressions;

namespace Posthaste.Platforms.Instagram;

/// <summary>The steps before the publish call. Nobody can see what they do, so each may run again.</summary>
internal sealed partial class PreparationSteps(GraphApi graph, RecentMedia recentMedia, InstagramOptions options, TimeProvider time)
{
    /// <summary>Instagram's replicas may not know a container yet that was made moments ago.</summary>
    private static readonly TimeSpan YoungContainer = TimeSpan.FromMinutes(2);

    public async Task<StepResult> CreateContainerAsync(StepCall call, CancellationToken ct)
    {
        // Taken before the call, so that the container is never younger than believed.
        var createdAt = time.GetUtcNow();
        var answer = await graph.PostAsync(call.Account, $"{Id(call.Account.RemoteId)}/media", ContainerForm.For(call.Post), ct);
        if (answer is not GraphAnswer.Done done) return StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, time.GetUtcNow());

        // A container without a name is left to expire: nobody can see it.
        if (done.Body.Text("id") is not { } id)
            return new StepResult.Unavailable(NoId) { Trace = answer.Trace };
        var checkpoint = new ContainerCheckpoint { ContainerId = id, CreatedAt = createdAt };
        return new StepResult.Advance(checkpoint.ToJson()) { Trace = answer.Trace with { Handle = id } };
    }

    public async Task<StepResult> AwaitContainerAsync(StepCall call, CancellationToken ct)
    {
        if (ContainerCheckpoint.Read(call.Checkpoint) is not { } container) return Restart("checkpoint_missing", "The prepared post was forgotten.");

        var answer = await graph.GetAsync(call.Account, Id(container.ContainerId), [new("fields", "id,status_code,status")], ct);
        var now = time.GetUtcNow();
        var result = answer switch
        {
            GraphAnswer.Done done => Judge(container, done.Body.Text("status_code"), done.Body.Text("status"), now),
            GraphAnswer.Refused refused when IsMissing(refused.Error) && now - container.CreatedAt < YoungContainer => LookAgain(container, now),
            _ => StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, now),
        };
        return result with { Trace = answer.Trace with { Handle = container.ContainerId } };
    }

    /// <summary>Notes which posts the account has, so that settling never takes an older one for ours. Not worth
    /// failing for: without the list, settling still has the caption, the type and the time.</summary>
    public async Task<StepResult> NoteRecentAsync(StepCall call, CancellationToken ct)
    {
        if (ContainerCheckpoint.Read(call.Checkpoint) is not { } container) return Restart("checkpoint_missing", "The prepared post was forgotten.");

        var answer = await recentMedia.ReadPageAsync(call.Account, after: null, ct);
        var trace = answer.Trace with { Handle = container.ContainerId };
        if (answer is GraphAnswer.Done done)
        {
            var known = done.Body.Data().Select(post => post.Text("id")).OfType<string>().ToList();
            return new StepResult.Advance((container with { KnownIds = known }).ToJson()) { Trace = trace };
        }
        // These two the publish call would meet as well, and there they would leave its outcome in doubt.
        var failure = StepAnswers.ForFailure(answer, call, StepKind.Repeatable, options, time.GetUtcNow());
        return failure is StepResult.RateLimited || answer is GraphAnswer.Refused { Error.MeansDeadToken: true }
            ? failure with { Trace = trace }
            : new StepResult.Advance(call.Checkpoint) { Trace = trace };
    }

    private StepResult Judge(ContainerCheckpoint container, string? statusCode, string? status, DateTimeOffset now) => statusCode switch
    {
        "FINISHED" => new StepResult.Advance(container.ToJson()),
        "PUBLISHED" => new StepResult.Advance((container with { SeenPublished = true }).ToJson()),
        "EXPIRED" => Restart("container_expired", "The prepared post expired at Instagram before it was published."),
        "ERROR" => JudgeError(status),
        _ when now - container.CreatedAt >= options.ContainerLife =>
            Restart("container_expired", "Instagram did not finish the prepared post within a day."),
        // IN_PROGRESS, and words that may come: slow is not failed.
        _ => LookAgain(container, now),
    };

    private StepResult.Wait LookAgain(ContainerCheckpoint container, DateTimeOffset now)
    {
        var looked = container with { Polls = container.Polls + 1 };
        return new StepResult.Wait(now + ContainerPolling.DelayAfter(options, looked.Polls), looked.ToJson());
    }

    /// <summary>The status text ends with a subcode, whatever else it says. Only bad content is final: every other
    /// reason would be met again, and told apart, when the next container is created.</summary>
    private StepResult JudgeError(string? status)
    {
        var subcode = status is not null && Subcode().Match(status) is { Success: true } match
            ? int.Parse(match.Value, CultureInfo.InvariantCulture)
            : (int?)null;
        var row = subcode is { } known ? GraphErrorTable.FindSubcode(known) : null;
        var error = new PlatformError
        {
            Kind = row?.Class is GraphErrorClass.Content ? ErrorKind.FixContent : ErrorKind.RetryLater,
            Message = row?.Message ?? "Instagram could not process the media.",
            Advice = row?.Advice ?? "Posthaste tries again. If it keeps failing, try another file.",
            Code = "container_error",
            Subcode = subcode?.ToString(CultureInfo.InvariantCulture),
            Field = row?.Field ?? "mediaIds",
            PlatformMessage = status is null ? null : GraphText.Clean(status),
        };
        if (row?.Class is GraphErrorClass.Content) return new StepResult.Rejected(error);
        return new StepResult.Unavailable(error, row?.Class is GraphErrorClass.Blocked ? options.BlockWait : null, Restart: true);
    }

    private static StepResult.Unavailable Restart(string code, string message) => new(StepAnswers.Passing(code, message), Restart: true);

    private static bool IsMissing(GraphError error) =>
        GraphErrorTable.Find(error.Code, error.Subcode)?.Class is GraphErrorClass.NotFound;

    private static string Id(string id) => Uri.EscapeDataString(id);

    private static PlatformError NoId { get; } =
        StepAnswers.Passing("answer_unreadable", "Instagram prepared the post without saying under which id.");

    [GeneratedRegex(@"\b22\d{5}\b")]
    private static partial Regex Subcode();
}
