using Posthaste.Jobs;
using Posthaste.Platforms;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>What each state allows of a hand-over: every state with every change.</summary>
public sealed class HandoverMovesTests
{
    private static readonly DateTimeOffset Now = TestDatabase.Start;
    private static readonly Guid Channel = Guid.CreateVersion7(Now);
    private static readonly Guid Card = Guid.CreateVersion7(Now);
    private static readonly CardTimes Times = new(TimeSpan.FromMinutes(10), TimeSpan.FromHours(24));
    private static readonly string[] Changes = ["hand_over", "withdraw", "posted", "link", "skip", "snooze", "fail"];

    /// <summary>Columns as in <see cref="Changes"/>: the state afterwards, the code of the refusal, or the event where only that is told.</summary>
    public static TheoryData<string, string> Table => new()
    {
        { "scheduled",                   "handed_over not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "scheduled waiting_account",   "handed_over not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "preparing",                   "handed_over not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "ready",                       "handed_over not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "ready intent",                "publishing_now not_handed_over job.possible_duplicate not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "ready live",                  "partly_published not_handed_over job.possible_duplicate not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "publishing",                  "publishing_now not_handed_over job.possible_duplicate not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "publishing settling intent",  "settling not_handed_over job.possible_duplicate not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "published",                   "already_published not_handed_over job.possible_duplicate not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "published manual",            "already_published not_handed_over already_posted published not_handed_over not_handed_over not_handed_over" },
        { "needs_attention exhausted",   "handed_over not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "needs_attention handover",    "handed_over not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "needs_attention undecidable intent", "undecided not_handed_over job.possible_duplicate not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "needs_attention missed live", "partly_published not_handed_over job.possible_duplicate not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "failed skipped",              "already_closed not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "cancelled",                   "cancelled not_handed_over published not_posted_by_hand not_handed_over not_handed_over not_handed_over" },
        { "handed_over",                 "handed_over needs_attention published not_posted_by_hand cancelled handed_over needs_attention" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_state_allows_what_the_table_says(string state, string outcomes)
    {
        var actual = Changes.Select(change => Decide(Snapshot(state), change) switch
        {
            Move.To to => Words.Of(to.Job.State),
            Move.Refused refused => refused.Code,
            Move.Told told => told.Event.Kind,
            _ => throw new InvalidOperationException(),
        });

        Assert.Equal(outcomes, string.Join(' ', actual));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_move_is_allowed_and_only_a_job_in_hand_is_woken_when_the_patience_ends(string state, string outcomes)
    {
        Assert.NotEmpty(outcomes);
        var found = Snapshot(state);

        foreach (var to in Changes.Select(change => Decide(found, change)).OfType<Move.To>())
        {
            Assert.True(found.Job.State == to.Job.State || JobTransitions.Allowed.Contains((found.Job.State, to.Job.State)));
            Assert.Equal(to.Job.State == JobState.HandedOver, to.Job.WakeAt is not null);
            Assert.Equal(to.Job.State == JobState.HandedOver, to.Order is not null);
            Assert.Equal(to.Job.WakeAt, to.Order?.ExpiresAt);
            if (to.Job.State == JobState.HandedOver) Assert.Equal((LaneKind.Prepare, null, null), (to.Job.Lane.Kind, to.Job.Checkpoint, to.Job.PreparedHash));
        }
    }

    [Fact]
    public void What_concerns_a_card_whose_place_another_one_has_taken_is_refused_but_for_the_truth()
    {
        var found = Snapshot("handed_over") with { Handover = Guid.CreateVersion7(Now) };

        Assert.Equal("handover_closed", Assert.IsType<Move.Refused>(Decide(found, "skip")).Code);
        Assert.Equal("handover_closed", Assert.IsType<Move.Refused>(Decide(found, "snooze")).Code);
        Assert.Equal("handover_closed", Assert.IsType<Move.Refused>(Decide(found, "fail")).Code);
        Assert.Equal(JobState.Published, Assert.IsType<Move.To>(Decide(found, "posted")).Job.State);
    }

    [Fact]
    public void A_post_handed_over_after_its_time_is_due_now_and_its_card_goes_out_at_once()
    {
        var late = Snapshot("needs_attention missed") with { };
        var found = late with { Job = late.Job with { DueAt = Now.AddHours(-3), LateAt = Now.AddHours(-1) } };

        var to = Assert.IsType<Move.To>(Decide(found, "hand_over"));

        Assert.Equal((Now, Now.AddHours(2)), (to.Job.DueAt, to.Job.LateAt));
        Assert.Equal((Now, Now.AddHours(24)), (to.Order!.CardAt, to.Order.ExpiresAt));
    }

    [Fact]
    public void A_card_that_is_put_off_moves_the_post_with_its_window_and_goes_out_ahead_of_it()
    {
        var found = Snapshot("handed_over");

        var to = Assert.IsType<Move.To>(Decide(found, "snooze"));

        Assert.Equal((Now.AddHours(2), Now.AddHours(2) + (found.Job.LateAt - found.Job.DueAt)), (to.Job.DueAt, to.Job.LateAt));
        Assert.Equal((Now.AddMinutes(110), Now.AddHours(26)), (to.Order!.CardAt, to.Order.ExpiresAt));
        Assert.Equal(HandoverOutcome.Snoozed, to.Outcome);
    }

    [Fact]
    public void What_a_person_published_counts_as_manual_and_says_nothing_of_our_punctuality()
    {
        var to = Assert.IsType<Move.To>(Decide(Snapshot("handed_over"), "posted"));

        Assert.Equal((PublishMethod.Manual, Now, null), (to.Job.Method, to.Job.PublishedAt, to.Job.LatenessMs));
        Assert.Equal(("job.published", "Ann"), (to.Event.Kind, to.Event.Actor));
        Assert.Equal(HandoverOutcome.Posted, to.Outcome);
    }

    private static Move Decide(JobSnapshot found, string change) => HandoverMoves.Decide(found, change switch
    {
        "hand_over" => new HandoverChange.HandOver("Ann wants it so.", Times),
        "withdraw" => new HandoverChange.Withdraw(),
        "posted" => new HandoverChange.Posted(Card, "Ann", Guid.CreateVersion7(Now)),
        "link" => new HandoverChange.Link(new Uri("https://example.com/p/1"), "17900", Now),
        "skip" => new HandoverChange.Skip(Card),
        "snooze" => new HandoverChange.Snooze(Card, Now.AddHours(2), HandoverCause.ByHand, "Ann wants it so.", Times),
        "fail" => new HandoverChange.Fail(Card, new PlatformError { Kind = ErrorKind.RetryLater, Message = "Nobody is there." }),
        _ => throw new InvalidOperationException(change),
    }, "Ann", Now, new JobsOptions());

    private static JobSnapshot Snapshot(string state)
    {
        var words = state.Split(' ');
        var job = TestJob.Scheduled(Channel, Now) with { State = Words.Parse<JobState>(words[0]) };
        foreach (var word in words.Skip(1))
        {
            if (Words.TryParse<JobReason>(word, out var reason)) job = job with { Reason = reason };
            if (word == "manual") job = job with { Method = PublishMethod.Manual };
        }
        if (job.State is not (JobState.Scheduled or JobState.Preparing or JobState.Ready or JobState.Publishing)) job = job with { WakeAt = null };
        if (job.State == JobState.HandedOver) job = job with { WakeAt = Now.AddDays(1) };
        return new JobSnapshot(job, Running: false, words.Contains("intent") ? TestJob.IntentOf(job) : null, Gate.Open, words.Contains("live") ? 1 : 0,
            job.State == JobState.HandedOver ? Card : null);
    }
}
