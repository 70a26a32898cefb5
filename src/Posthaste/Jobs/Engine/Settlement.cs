using System.Diagnostics;
using Posthaste.Platforms;

namespace Posthaste.Jobs.Engine;

/// <summary>What the evidence about an unknown outcome comes to.</summary>
internal abstract record Settlement
{
    /// <summary>Waits between checks; the last one repeats.</summary>
    private static readonly TimeSpan[] Ladder =
        [.. new[] { 15, 30, 60, 120, 300, 600, 1800 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>No publish call takes as long as that.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(5);

    /// <summary>Between the platform's clock and ours.</summary>
    public static readonly TimeSpan ClockError = TimeSpan.FromSeconds(5);

    private Settlement() { }

    /// <summary>It happened.</summary>
    /// <param name="Match">The post, where the account shows it beyond doubt.</param>
    internal sealed record Live(RemotePost? Match, SettleNotes Notes) : Settlement;

    /// <summary>It did not happen, and what was prepared may be sent again, or (<paramref name="Restart"/>) never will be.</summary>
    internal sealed record NotLive(string Evidence, bool Restart) : Settlement;

    /// <summary>It did not happen: the platform gave up on what it had been given.</summary>
    internal sealed record Failed(string Evidence) : Settlement;

    /// <summary>It lies in the account's own inbox: its owner finishes it, or nobody does.</summary>
    internal sealed record Delivered(DateTimeOffset LookAt, SettleNotes Notes) : Settlement;

    internal sealed record Later(DateTimeOffset At, SettleNotes Notes) : Settlement;

    /// <param name="Message">For a person: what could not be found out.</param>
    internal sealed record GiveUp(string Message) : Settlement
    {
        public string Code { get; init; } = "undecidable";

        /// <summary>For a person: what to do.</summary>
        public string Advice { get; init; } = "Look at the account, then say whether the post is live.";
    }

    public static TimeSpan FirstCheck(SettlingOptions options) => Ladder[0] * options.Scale;

    /// <summary>Decides from one read and what earlier reads have left in the notes.</summary>
    /// <param name="intent">The call in question.</param>
    /// <param name="notes">From earlier reads.</param>
    /// <param name="seen">This read.</param>
    /// <param name="others">What other jobs of the channel make of the matches.</param>
    /// <param name="video">The platform may be at work longer.</param>
    /// <param name="now">When the read was made.</param>
    /// <param name="options">The patience.</param>
    public static Settlement Decide(Intent intent, SettleNotes notes, Evidence seen, OtherClaims others, bool video, DateTimeOffset now, SettlingOptions options)
    {
        var quietUntil = QuietUntil(intent, video, options);
        var matches = others.LeaveOf(seen);
        var denied = seen.Witness == Witness.NotPublished ? notes with { DeniedAt = now } : notes;
        var noted = Note(intent, denied, matches, others, now, options);
        var absent = (seen.ListRead && (matches.Count == 0 || others.Explained)) || (seen.OnceOnly && matches.Count == 0);

        // The witness has the first word. Without one a match must be the only one in two reads, a minute apart. Where the
        // witness contradicts a match, or cannot be read, the match is not ours to take: it may be a post made by hand.
        Settlement? settled = seen.Witness switch
        {
            Witness.Delivered => InInbox(noted, seen, now, options),
            // What its owner had before them is not brought to them a second time by itself.
            Witness.NotPublished or Witness.Expired when noted.DeliveredAt is not null && absent => new Failed("it left the account's inbox unpublished"),
            Witness.Published => new Live(seen.Post ?? OnlyMatch(intent, noted, matches, now, options), noted),
            Witness.Lost => new GiveUp("The answer to the publish call was lost, and with it the only name by which the platform could be asked about the post."),
            Witness.None when OnlyMatch(intent, noted, matches, now, options) is { } match => new Live(match, noted),
            _ when now < quietUntil && !seen.OnceOnly => null,
            Witness.NotPublished when absent && seen.OnceOnly => new NotLive("not published, and what was sent can go live once at most", Restart: false),
            Witness.NotPublished when absent && now - notes.UnpublishedSince >= options.SecondRead * options.Scale =>
                new NotLive("twice after the quiet time: ready, not published, and not in the account", Restart: false),
            Witness.Expired when absent => new NotLive("expired unpublished, and not in the account", Restart: true),
            Witness.Failed when absent => new Failed("the platform reports a failure, and it is not in the account"),
            Witness.None or Witness.Unreadable or Witness.Pending or Witness.NotPublished or Witness.Expired or Witness.Failed => null,
            _ => throw new UnreachableException(),
        };
        if (settled is not null) return settled;

        var unpublished = seen.Witness == Witness.NotPublished && absent && now >= quietUntil;
        // After a long outage the time is up at the first read; the second one, which decides, is still due.
        var half = (unpublished && notes.UnpublishedSince is null) || (seen.Witness == Witness.None && noted.MatchId is not null && now - noted.MatchSince < options.SecondMatch * options.Scale);
        var isTooLong = noted.DeliveredAt is { } since ? now - since >= options.InboxPatience * options.Scale : now - AskedFrom(intent) - notes.Blocked >= options.GiveUp * options.Scale;
        if (!half && isTooLong)
            return new GiveUp(matches.Count == 0
                ? "Whether this post went live could not be found out within the time set for it."
                : $"Whether this post went live could not be found out. The account has {matches.Count} post{(matches.Count == 1 ? "" : "s")} that could be it.");

        return new Later(NextCheck(noted, seen, unpublished, quietUntil, now, options),
            noted with
            {
                UnpublishedSince = unpublished ? notes.UnpublishedSince ?? now : null,
                Blocked = seen.BlockedUntil > now ? notes.Blocked + (seen.BlockedUntil.Value - now) : notes.Blocked,
            });
    }

    private static Settlement InInbox(SettleNotes noted, Evidence seen, DateTimeOffset now, SettlingOptions options)
    {
        var since = noted.DeliveredAt ?? now;
        return now - since >= options.InboxPatience * options.Scale
            ? new GiveUp("It was delivered to the account's inbox at the network, and nobody finished it there in the time set for it.")
            {
                Code = "inbox_unfinished",
                Advice = "Finish it in the app, or discard it there, then say whether it is live.",
            }
            : new Delivered(now + (seen.LookAfter ?? Ladder[^1]) * options.Scale, noted with { DeliveredAt = since, UnpublishedSince = null });
    }

    /// <summary>Until then a late request, or a late effect of it, must have had its chance.</summary>
    public static DateTimeOffset QuietUntil(Intent intent, bool video, SettlingOptions options) =>
        intent.DeadlineAt + ((video ? options.RemoteVideoProcessing : options.RemoteProcessing) + options.StatusLag) * options.Scale;

    /// <summary>The matches that may be ours. One from before this call could only come of an earlier one that was held for one without effect; where
    /// the witness still said "not published" afterwards, its lag allowed for, somebody else made it. That is enough to leave it alone, and
    /// not enough to send anything again.</summary>
    public static IReadOnlyList<RemotePost> MayBeOurs(Intent intent, IReadOnlyList<RemotePost> matches, SettleNotes notes, SettlingOptions options) =>
        notes.DeniedAt is { } denied
            ? [.. matches.Where(match => match.At >= intent.IntentAt - ClockError || match.At >= denied - (options.StatusLag * options.Scale) - ClockError)]
            : matches;

    /// <summary>The link of a post that is known to be live: the only match, in two reads.</summary>
    public static RemotePost? OnlyMatch(Intent intent, SettleNotes noted, IReadOnlyList<RemotePost> matches, DateTimeOffset now, SettlingOptions options) =>
        MayBeOurs(intent, matches, noted, options) is [var only] && noted.MatchId == only.RemoteId && now - noted.MatchSince >= options.SecondMatch * options.Scale ? only : null;

    /// <summary>Keeps the candidate in mind: the only match, where no other job could have made it.</summary>
    public static SettleNotes Note(Intent intent, SettleNotes notes, IReadOnlyList<RemotePost> matches, OtherClaims others, DateTimeOffset now, SettlingOptions options)
    {
        var candidate = MayBeOurs(intent, matches, notes, options) is [var only] && !others.Contested ? only.RemoteId : null;
        return notes with
        {
            Checks = notes.Checks + 1,
            MatchId = candidate,
            MatchSince = candidate is null ? null : notes.MatchId == candidate ? notes.MatchSince : now,
        };
    }

    /// <summary>When to look for the link again: once more soon where there is one candidate, else less and less often.</summary>
    public static DateTimeOffset NextLook(SettleNotes noted, Evidence seen, DateTimeOffset now, SettlingOptions options)
    {
        var next = now + (noted.MatchId is null ? Ladder[Math.Min(noted.Checks, Ladder.Length - 1)] : options.SecondMatch) * options.Scale;
        return seen.BlockedUntil > next ? seen.BlockedUntil.Value : next;
    }

    private static DateTimeOffset NextCheck(SettleNotes noted, Evidence seen, bool unpublished, DateTimeOffset quietUntil, DateTimeOffset now, SettlingOptions options)
    {
        var next = now + Ladder[Math.Min(noted.Checks, Ladder.Length - 1)] * options.Scale;
        if (seen is { Witness: Witness.Pending, LookAfter: { } wait }) next = now + wait * options.Scale;
        else if (unpublished) next = Min(next, now + options.SecondRead * options.Scale);
        else if (now < quietUntil) next = Min(next, quietUntil);
        return seen.BlockedUntil > next ? seen.BlockedUntil.Value : next;
    }

    /// <summary>One that stands for a stretch of time, after a restore, is asked about from its end on.</summary>
    private static DateTimeOffset AskedFrom(Intent intent) => intent.DeadlineAt - intent.IntentAt > LongestCall ? intent.DeadlineAt : intent.IntentAt;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
