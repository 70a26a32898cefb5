namespace Posthaste.Cli.Mcp;

/// <summary>What a job's state means, and who can do what about it. Each reason of the API has its line.</summary>
/// <param name="ToDo">For people; null where there is nothing to do.</param>
internal sealed record JobExplanation(string Means, string? ToDo)
{
    private static readonly Dictionary<string, JobExplanation> s_byState = new()
    {
        ["scheduled"] = new("It waits for its time.", null),
        ["preparing"] = new("Its media is being handed over, or the network is processing it.", null),
        ["ready"] = new("Everything is prepared; one call remains, at its time.", null),
        ["publishing"] = new("The publish call is under way.", null),
        ["published"] = new("It is live.", null),
        ["needs_attention"] = new("It does not go on without a person.", "Look at the cause, mend it, and retry the job."),
        ["failed"] = new("It was closed without being published.", "Schedule it again if it is still wanted."),
        ["cancelled"] = new("A person, or an assistant, took it off its way.", "Schedule the post again if it is still wanted."),
        ["handed_over"] = new("A person has it in hand and publishes it in the network's own app.", "Answer the card: posted, snooze, skip or reject."),
    };

    private static readonly Dictionary<string, JobExplanation> s_byReason = new()
    {
        ["retrying"] = new("A try failed in a way that surely had no effect; it is tried again by itself.", null),
        ["waiting_quota"] = new("The account's limit is used up; it goes on by itself once there is room.", "Nothing, unless it becomes too late: then move other posts, or this one."),
        ["waiting_account"] = new("The account is paused, or its access is being renewed.", "Resume the account, or wait until its access is renewed."),
        ["processing"] = new("The network is processing the media.", null),
        ["settling"] = new("The publish call's answer was lost. The network is being asked whether the post is live; it is never sent again on a guess.", "Wait; it settles by itself or asks a person."),
        ["missed"] = new("Its time, and the time that it may be late, passed before it could go out.", "Decide whether it is still wanted; then schedule it again or cancel it."),
        ["preflight"] = new("A check ahead of its time found something that would keep it from going out.", "Mend what the cause names; it is looked at again by itself, and at once when a person retries it."),
        ["content"] = new("The network refused the content.", "Change the post as the cause says, and have it approved and scheduled again."),
        ["reconnect"] = new("The account's access has ended.", "Connect the account again; what waits inside its late window then goes on."),
        ["undecidable"] = new("Nobody could find out whether it is live.", "A person must look at the account, and then resolve the job as published or not published. It is not sent again before that."),
        ["exhausted"] = new("All tries are used up.", "Look at the cause; a person can retry it once that is mended."),
        ["skipped"] = new("Its time passed, and its late policy says to leave it out then.", "Schedule it again if it is still wanted."),
        ["blocked"] = new("The network blocked the account or the action.", "Look into the network's app for what it wants, then retry."),
        ["handover"] = new("The card for a person was withdrawn, not answered, or could not be brought.", "Hand it over again, retry it, or cancel it."),
        ["inbox"] = new("It lies in the account's own inbox at the network.", "Finish it there, in the network's app; the server sees that by itself."),
    };

    public static IReadOnlyCollection<string> Reasons => s_byReason.Keys;

    public static IReadOnlyCollection<string> States => s_byState.Keys;

    public static JobExplanation Of(string? state, string? reason) =>
        (reason is null ? null : s_byReason.GetValueOrDefault(reason)) ?? (state is null ? null : s_byState.GetValueOrDefault(state))
        ?? new("This program does not know the word; the server is newer.", "Look at docs/api.md of the server's version.");
}
