using System.Globalization;
using Posthaste.Events;

namespace Posthaste.Workspaces;

/// <summary>Changes a workspace's name and rules. Posts that are scheduled keep the rules they were scheduled under.</summary>
public sealed class UpdateWorkspace(IWorkspaceStore workspaces, IEventLog events, ITransactions transactions, TimeProvider time)
{
    private const int MaxName = 100;
    private const int MaxLateMinutes = 10_080;
    private const int MaxRepeatDays = 365;

    /// <param name="workspaceId">Which.</param>
    /// <param name="change">Gives the workspace as it should be; pure. Id and creation time stay what they are.</param>
    /// <param name="actor">Who wants it, by name.</param>
    /// <param name="ct">Ends the wait for the store.</param>
    public Task<UpdateWorkspaceResult> RunAsync(Guid workspaceId, Func<Workspace, Workspace> change, string actor, CancellationToken ct) =>
        transactions.RunAsync<UpdateWorkspaceResult>(async () =>
        {
            if (await workspaces.FindAsync(workspaceId, ct) is not { } found) return new UpdateWorkspaceResult.NotFound();
            var wanted = change(found) with { Id = found.Id, Plan = found.Plan, CreatedAt = found.CreatedAt };
            wanted = wanted with { Name = wanted.Name.Trim() };
            if (Refusal(wanted) is { } refusal) return refusal;

            await workspaces.SaveAsync(wanted, ct);
            var now = time.GetUtcNow();
            await events.AppendAsync(new Event
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = workspaceId,
                Kind = "workspace.updated",
                SubjectId = workspaceId,
                At = now,
                Actor = actor,
                Data = $$"""{"approvalPolicy":"{{Words.Of(wanted.ApprovalPolicy)}}","captionPolicy":"{{Words.Of(wanted.CaptionPolicy)}}","latePolicy":"{{Words.Of(wanted.LatePolicy)}}","lateMinutes":{{wanted.LateMinutes}},"mediaPolicy":"{{Words.Of(wanted.MediaPolicy)}}","repeatDays":{{wanted.RepeatDays?.ToString(CultureInfo.InvariantCulture) ?? "null"}}}""",
            }, ct);
            return new UpdateWorkspaceResult.Updated(wanted);
        }, ct);

    /// <summary>What is wrong with a workspace as it should be; null where nothing is.</summary>
    internal static UpdateWorkspaceResult.Refused? Refusal(Workspace wanted) => wanted switch
    {
        { Name.Length: 0 or > MaxName } => new("name", "invalid_name", $"Give the workspace a name of 1 to {MaxName} characters."),
        _ when wanted.Name.Any(char.IsControl) => new("name", "invalid_name", "A name has no line breaks or other control characters."),
        { LateMinutes: < 1 or > MaxLateMinutes } => new("lateMinutes", "out_of_range", $"A post may go out 1 to {MaxLateMinutes} minutes late (a week)."),
        { RepeatDays: < 0 or > MaxRepeatDays } => new("repeatDays", "out_of_range", $"Give 1 to {MaxRepeatDays} days, or 0 to let media be repeated."),
        _ when !TimeZoneInfo.TryFindSystemTimeZoneById(wanted.TimeZone, out var zone) || !zone.HasIanaId =>
            new("timeZone", "unknown_time_zone", $"'{wanted.TimeZone}' is no time zone. Give an IANA name such as Europe/Berlin."),
        _ => null,
    };
}

/// <summary>What became of the change.</summary>
public abstract record UpdateWorkspaceResult
{
    private UpdateWorkspaceResult() { }

    public sealed record Updated(Workspace Workspace) : UpdateWorkspaceResult;

    /// <param name="Field">The API field at fault.</param>
    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Field, string Code, string Message) : UpdateWorkspaceResult;

    public sealed record NotFound : UpdateWorkspaceResult;
}
