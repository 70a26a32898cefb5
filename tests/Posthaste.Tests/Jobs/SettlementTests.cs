using Posthaste.Jobs;
using Posthaste.Jobs.Engine;
using Posthaste.Platforms;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>What each kind of evidence comes to, before and after the quiet time.</summary>
public sealed class SettlementTests
{
    private static readonly DateTimeOffset IntentAt = TestDatabase.Start;
    private static readonly SettlingOptions Options = new();
    private static readonly Intent Intent = TestJob.IntentOf(TestJob.ReadyToPublish(Guid.CreateVersion7(IntentAt), IntentAt));

    // The call's 30 s, 60 s for a picture, 60 s of lag.
    private const int Quiet = 150;

    /// <summary>Seconds after the intent; witness; list: - unread, 0, 1 or 2 matches; first seen unpublished, or the match, at; result.</summary>
    [Theory]
    [InlineData(15, Witness.Published, "0", null, null, "live")]
    [InlineData(15, Witness.Published, "-", null, null, "live")]
    [InlineData(15, Witness.Published, "1", null, null, "live")]
    [InlineData(80, Witness.Published, "1", null, 15, "live with link")]
    [InlineData(74, Witness.Published, "1", null, 15, "live")]
    [InlineData(80, Witness.Published, "2", null, 15, "live")]
    [InlineData(80, Witness.None, "1", null, 15, "live with link")]
    [InlineData(80, Witness.None, "1", null, 60, "later")]
    [InlineData(80, Witness.None, "2", null, 15, "later")]
    [InlineData(9999, Witness.None, "0", 9000, null, "later")]
    // A list alone that shows nothing never allows another call, however often it is read: Facebook has no other witness of a text.
    [InlineData(86_399, Witness.None, "0", Quiet, null, "later")]
    [InlineData(86_400, Witness.None, "0", Quiet, null, "give up")]
    [InlineData(80, Witness.NotPublished, "0", null, null, "later")]
    [InlineData(Quiet, Witness.NotPublished, "0", null, null, "later")]
    [InlineData(Quiet + 29, Witness.NotPublished, "0", Quiet, null, "later")]
    [InlineData(Quiet + 30, Witness.NotPublished, "0", Quiet, null, "not live")]
    [InlineData(Quiet + 30, Witness.NotPublished, "1", Quiet, 20, "later")]
    [InlineData(Quiet + 30, Witness.NotPublished, "-", Quiet, null, "later")]
    [InlineData(Quiet + 30, Witness.Pending, "0", Quiet, null, "later")]
    [InlineData(Quiet + 30, Witness.Unreadable, "0", Quiet, null, "later")]
    [InlineData(Quiet + 30, Witness.Unreadable, "1", null, 20, "later")]
    [InlineData(Quiet - 1, Witness.Expired, "0", null, null, "later")]
    [InlineData(Quiet, Witness.Expired, "0", null, null, "not live, from the start")]
    [InlineData(Quiet, Witness.Expired, "1", null, null, "later")]
    [InlineData(Quiet - 1, Witness.Failed, "0", null, null, "later")]
    [InlineData(Quiet, Witness.Failed, "0", null, null, "failed")]
    [InlineData(Quiet, Witness.Failed, "-", null, null, "later")]
    [InlineData(86_400, Witness.Unreadable, "-", null, null, "give up")]
    [InlineData(86_399, Witness.Unreadable, "-", null, null, "later")]
    [InlineData(86_400, Witness.Pending, "1", null, 20, "give up")]
    [InlineData(86_400, Witness.NotPublished, "0", Quiet, null, "not live")]
    // After an outage this long the first read is one of two all the same.
    [InlineData(90_000, Witness.NotPublished, "0", null, null, "later")]
    [InlineData(90_000, Witness.None, "1", null, null, "later")]
    [InlineData(90_020, Witness.None, "1", null, 90_000, "later")]
    [InlineData(90_060, Witness.None, "1", null, 90_000, "live with link")]
    [InlineData(90_000, Witness.None, "0", null, null, "give up")]
    [InlineData(90_000, Witness.NotPublished, "1", null, null, "give up")]
    public void Evidence_comes_to(int after, Witness witness, string list, int? unpublishedAt, int? matchAt, string expected)
    {
        var notes = new SettleNotes
        {
            UnpublishedSince = unpublishedAt is { } since ? IntentAt.AddSeconds(since) : null,
            MatchId = matchAt is null ? null : "p1",
            MatchSince = matchAt is { } first ? IntentAt.AddSeconds(first) : null,
        };

        var settled = Decide(notes, witness, list, after);

        Assert.Equal(expected, settled switch
        {
            Settlement.Live { Match: null } => "live",
            Settlement.Live => "live with link",
            Settlement.NotLive { Restart: true } => "not live, from the start",
            Settlement.NotLive => "not live",
            Settlement.Failed => "failed",
            Settlement.GiveUp => "give up",
            _ => "later",
        });
    }

    [Fact]
    public void A_post_that_belongs_to_another_job_is_no_match()
    {
        var settled = Settlement.Decide(Intent, SettleNotes.None, Seen(Witness.None, "1"), new OtherClaims(new HashSet<string> { "p1" }), video: false, IntentAt.AddSeconds(15), Options);

        Assert.Null(Assert.IsType<Settlement.Later>(settled).Notes.MatchId);
    }

    [Theory]
    [InlineData(Witness.None)]
    [InlineData(Witness.Published)]
    public void A_post_that_another_job_may_have_made_is_nobodys_match_however_long_it_is_the_only_one(Witness witness)
    {
        var notes = new SettleNotes { MatchId = "p1", MatchSince = IntentAt.AddSeconds(15) };
        var settled = Settlement.Decide(Intent, notes, Seen(witness, "1"), OtherClaims.None with { Contested = true }, video: false, IntentAt.AddSeconds(600), Options);

        var (match, noted) = settled switch
        {
            Settlement.Live live => (live.Match, live.Notes),
            Settlement.Later later => (null, later.Notes),
            _ => throw new Xunit.Sdk.XunitException($"It came to {settled}."),
        };
        Assert.Equal((null, null), (match, noted.MatchId));
        Assert.Equal(witness == Witness.Published, settled is Settlement.Live);
    }

    [Theory]
    [InlineData(true, "not live")]
    [InlineData(false, "later")]
    public void Posts_that_calls_known_to_be_live_account_for_do_not_speak_against_the_witness(bool explained, string expected)
    {
        var notes = new SettleNotes { UnpublishedSince = IntentAt.AddSeconds(Quiet) };
        var settled = Settlement.Decide(
            Intent, notes, Seen(Witness.NotPublished, "1"), OtherClaims.None with { Explained = explained }, video: false, IntentAt.AddSeconds(Quiet + 30), Options);

        Assert.Equal(expected, settled is Settlement.NotLive ? "not live" : "later");
    }

    /// <summary>Found by the simulation (seed 179527754009534): somebody posts the same by hand between two calls, and the account's list hides ours for a while.</summary>
    [Fact]
    public void A_post_from_before_the_call_is_not_ours_where_the_witness_denied_afterwards_though_it_is_the_only_match()
    {
        var byHand = new RemotePost("h1", null, IntentAt.AddSeconds(-300));
        var denied = Assert.IsType<Settlement.Later>(Decide(SettleNotes.None, Witness.NotPublished, 20, byHand)).Notes;
        var live = Assert.IsType<Settlement.Live>(Decide(denied, Witness.Published, 120, byHand));
        var ours = new RemotePost("p1", null, IntentAt.AddSeconds(100));
        var found = Assert.IsType<Settlement.Live>(Decide(live.Notes, Witness.Published, 240, byHand, ours)).Notes;

        Assert.Equal((null, null), (live.Match, live.Notes.MatchId));
        Assert.Equal(ours, Settlement.OnlyMatch(Intent, found, [byHand, ours], IntentAt.AddSeconds(300), Options));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-3)]
    [InlineData(-35)]
    public void A_post_from_after_the_call_or_as_old_as_the_witness_may_be_behind_may_be_ours(int madeAt)
    {
        var match = new RemotePost("p1", null, IntentAt.AddSeconds(madeAt));
        var denied = Assert.IsType<Settlement.Later>(Decide(SettleNotes.None, Witness.NotPublished, 20, match)).Notes;

        Assert.Equal(match, Assert.IsType<Settlement.Live>(Decide(denied, Witness.Published, 120, match)).Match);
    }

    [Fact]
    public void A_match_that_is_not_ours_still_keeps_anything_from_being_sent_again()
    {
        var byHand = new RemotePost("h1", null, IntentAt.AddSeconds(-300));
        var notes = Assert.IsType<Settlement.Later>(Decide(SettleNotes.None, Witness.NotPublished, Quiet, byHand)).Notes;

        Assert.IsType<Settlement.Later>(Decide(notes, Witness.NotPublished, Quiet + 30, byHand));
    }

    [Fact]
    public void A_read_that_says_something_else_starts_the_two_reads_over()
    {
        var once = Assert.IsType<Settlement.Later>(Decide(SettleNotes.None, Witness.NotPublished, "0", Quiet)).Notes;
        var doubt = Assert.IsType<Settlement.Later>(Decide(once, Witness.Pending, "0", Quiet + 30)).Notes;

        Assert.NotNull(once.UnpublishedSince);
        Assert.Null(doubt.UnpublishedSince);
    }

    [Fact]
    public void The_quiet_time_of_a_video_is_longer()
    {
        Assert.Equal(IntentAt.AddSeconds(Quiet), Settlement.QuietUntil(Intent, video: false, Options));
        Assert.Equal(IntentAt.AddSeconds(30 + 600 + 60), Settlement.QuietUntil(Intent, video: true, Options));
    }

    [Fact]
    public void The_next_check_waits_for_the_platforms_block_to_end()
    {
        var seen = Seen(Witness.Unreadable, "-") with { BlockedUntil = IntentAt.AddHours(1) };

        var settled = Settlement.Decide(Intent, SettleNotes.None, seen, OtherClaims.None, video: false, IntentAt.AddSeconds(15), Options);

        Assert.Equal(IntentAt.AddHours(1), Assert.IsType<Settlement.Later>(settled).At);
    }

    [Fact]
    public void The_time_of_a_block_does_not_count_towards_giving_up()
    {
        var blocked = Seen(Witness.Unreadable, "-") with { BlockedUntil = IntentAt.AddHours(6) };

        var noted = Assert.IsType<Settlement.Later>(Settlement.Decide(Intent, SettleNotes.None, blocked, OtherClaims.None, video: false, IntentAt.AddHours(1), Options)).Notes;

        Assert.IsType<Settlement.Later>(Decide(noted, Witness.Unreadable, "-", (29 * 3600) - 1));
        Assert.IsType<Settlement.GiveUp>(Decide(noted, Witness.Unreadable, "-", 29 * 3600));
    }

    /// <summary>Milliseconds after due: the call, the platform's timestamp, when it was seen, and what the job says.</summary>
    [Theory]
    [InlineData(900, null, 15_000, 900)]
    [InlineData(-20, null, 15_000, 0)]
    [InlineData(900, 0, 15_000, 900)]
    [InlineData(-20, -700, 15_000, 0)]
    [InlineData(-20, 40_000, 60_000, 40_000)]
    [InlineData(90_000, 1_000, 120_000, 1_000)]
    [InlineData(900, 99_000, 15_000, 15_000)]
    public void The_lateness_of_a_post_whose_answer_was_lost_comes_from_the_platforms_time_or_the_calls(int called, int? told, int seen, long expected)
    {
        var due = IntentAt;
        var job = TestJob.ReadyToPublish(Guid.CreateVersion7(due), due);
        var match = told is { } at ? new RemotePost("p1", null, due.AddMilliseconds(at)) : null;

        Assert.Equal(expected, RunEnds.LatenessOf(job, Intent with { IntentAt = due.AddMilliseconds(called) }, match, due.AddMilliseconds(seen)));
    }

    private static Settlement Decide(SettleNotes notes, Witness witness, string list, int after) =>
        Settlement.Decide(Intent, notes, Seen(witness, list), OtherClaims.None, video: false, IntentAt.AddSeconds(after), Options);

    private static Settlement Decide(SettleNotes notes, Witness witness, int after, params RemotePost[] matches) =>
        Settlement.Decide(Intent, notes, new Evidence { Witness = witness, ListRead = true, Matches = matches }, OtherClaims.None, video: false, IntentAt.AddSeconds(after), Options);

    private static Evidence Seen(Witness witness, string list) => new()
    {
        Witness = witness,
        ListRead = list != "-",
        Matches = list == "-" ? [] : [.. Enumerable.Range(1, list[0] - '0').Select(i => new RemotePost($"p{i}", null, IntentAt))],
    };
}
