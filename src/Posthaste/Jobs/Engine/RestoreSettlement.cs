using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>Decides whether a job of a restored database went out in the time that the database knows nothing of. Stricter than
/// the settling of a lost answer: nobody knows with which content, or from which container, it would have gone out.</summary>
internal static class RestoreSettlement
{
    /// <summary>Waits between checks while something may still become clear; the last one repeats.</summary>
    private static readonly TimeSpan[] Ladder = [.. new[] { 30, 60, 120, 300, 1800 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>The channel's other jobs are asked about at the same time, and a post that turns out to be theirs stands against
    /// nobody any more.</summary>
    private static readonly TimeSpan ForOthers = TimeSpan.FromMinutes(15);

    /// <param name="intent">Stands for the call that may have been made: from its time to its deadline nothing is known.</param>
    /// <param name="notes">From earlier reads.</param>
    /// <param name="seen">What the container in the restored row says, where there is one.</param>
    /// <param name="list">The account's posts of that time.</param>
    /// <param name="suspects">Those of them that could be this one.</param>
    /// <param name="wasDue">It was due by then, so that it is likely to have gone out.</param>
    /// <param name="video">The platform may be at work longer.</param>
    /// <param name="now">When the reads were made.</param>
    /// <param name="options">The patience.</param>
    public static Settlement Decide(
        Intent intent, SettleNotes notes, Evidence seen, AccountPosts list, IReadOnlyList<AccountPost> suspects, bool wasDue, bool video, DateTimeOffset now, SettlingOptions options)
    {
        var noted = notes with { Checks = notes.Checks + 1 };
        if (seen.Witness == Witness.Published) return new Settlement.Live(null, noted);
        if (seen.Witness == Witness.Delivered) return new Settlement.GiveUp("It lies in the account's inbox at the network, where its owner can finish it.");

        // A call of the life before may have been under way until the end.
        var quietUntil = Settlement.QuietUntil(intent, video, options);
        var outOfReach = !list.Complete && list.Error is null && list.BlockedUntil is null;
        // Of a job that is not due yet only a sign that it went out all the same counts: somebody would have had to publish it early.
        var absent = suspects.Count == 0 && (list.Complete || (outOfReach && !wasDue)) && seen.Witness != Witness.Pending && seen.BlockedUntil is null && now >= quietUntil;
        if (absent && now - notes.UnpublishedSince >= options.SecondRead * options.Scale)
            return new Settlement.NotLive("after a restore, seen twice: nothing in the account could be it", Restart: seen.Witness != Witness.NotPublished);

        var since = now - intent.DeadlineAt - notes.Blocked;
        if (now >= quietUntil && outOfReach && wasDue) return new Settlement.GiveUp("The network does not show the account's posts back to that time.");
        if (suspects.Count > 0 && since >= ForOthers * options.Scale) return new Settlement.GiveUp(Name(suspects));
        if (since >= options.GiveUp * options.Scale) return new Settlement.GiveUp("The account could not be read in the time set for it.");

        var blocked = Later(seen.BlockedUntil, list.BlockedUntil);
        var next = absent ? now + options.SecondRead * options.Scale
            : now < quietUntil ? quietUntil
            : now + Ladder[Math.Min(notes.Checks, Ladder.Length - 1)] * options.Scale;
        var decided = intent.DeadlineAt + notes.Blocked + ForOthers * options.Scale;
        if (now < decided && decided < next) next = decided;
        return new Settlement.Later(Later(next, blocked)!.Value, noted with
        {
            UnpublishedSince = absent ? notes.UnpublishedSince ?? now : null,
            Blocked = blocked > now ? notes.Blocked + (blocked.Value - now) : notes.Blocked,
        });
    }

    private static string Name(IReadOnlyList<AccountPost> suspects)
    {
        var links = suspects.Select(post => post.Permalink?.ToString()).OfType<string>().Take(3).ToList();
        var which = links.Count == 0 ? "" : $": {string.Join(", ", links)}{(links.Count < suspects.Count ? ", …" : "")}";
        return $"The account has {suspects.Count} post{(suspects.Count == 1 ? "" : "s")} of that time that could be it{which}.";
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
}
