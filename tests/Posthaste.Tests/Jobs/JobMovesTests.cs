using Posthaste.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs;

/// <summary>Which changes each state allows: every state with every change.</summary>
public sealed class JobMovesTests
{
    private static readonly DateTimeOffset Now = TestDatabase.Start;
    private static readonly Guid Channel = Guid.CreateVersion7(Now);
    private static readonly string[] Changes = ["retry", "reschedule", "publish_now", "cancel", "withdraw", "revise", "resolve_published", "resolve_not_published"];

    /// <summary>Columns as in <see cref="Changes"/>: the state afterwards, or the code of the refusal.</summary>
    public static TheoryData<string, string> Table => new()
    {
        { "scheduled",                   "not_failed scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "scheduled retrying",          "scheduled scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "scheduled waiting_quota",     "scheduled scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "scheduled waiting_account",   "not_failed scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "preparing",                   "not_failed scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "preparing processing",        "not_failed scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "preparing retrying",          "scheduled scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "ready",                       "not_failed ready ready cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "ready retrying",              "ready ready ready cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "ready intent",                "publishing_now publishing_now publishing_now publishing_now publishing_now publishing_now nothing_to_resolve nothing_to_resolve" },
        { "publishing",                  "publishing_now publishing_now publishing_now publishing_now publishing_now publishing_now nothing_to_resolve nothing_to_resolve" },
        { "publishing settling",         "settling settling settling settling settling settling nothing_to_resolve nothing_to_resolve" },
        { "published",                   "already_published already_published already_published already_published already_published already_published nothing_to_resolve nothing_to_resolve" },
        { "needs_attention missed",      "scheduled scheduled scheduled cancelled cancelled needs_attention nothing_to_resolve nothing_to_resolve" },
        { "needs_attention exhausted",   "scheduled scheduled scheduled cancelled cancelled needs_attention nothing_to_resolve nothing_to_resolve" },
        { "needs_attention content",     "scheduled scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "needs_attention preflight",   "scheduled scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "needs_attention reconnect",   "scheduled scheduled scheduled cancelled cancelled needs_attention nothing_to_resolve nothing_to_resolve" },
        { "needs_attention reconnect wakes", "scheduled scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "needs_attention preflight wakes", "scheduled scheduled scheduled cancelled cancelled scheduled nothing_to_resolve nothing_to_resolve" },
        { "needs_attention undecidable", "undecided undecided undecided undecided undecided undecided published needs_attention" },
        { "failed skipped",              "scheduled scheduled scheduled already_closed cancelled failed nothing_to_resolve nothing_to_resolve" },
        { "cancelled",                   "cancelled cancelled cancelled already_cancelled already_cancelled cancelled nothing_to_resolve nothing_to_resolve" },
        { "handed_over",                 "handed_over handed_over handed_over cancelled cancelled handed_over nothing_to_resolve nothing_to_resolve" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_state_allows_what_the_table_says(string state, string outcomes)
    {
        var found = Snapshot(state);

        var actual = Changes.Select(change => JobMoves.Decide(found, Change(change), "Ann", Now, new JobsOptions()) switch
        {
            Move.To to => Words.Of(to.Job.State),
            Move.Refused refused => refused.Code,
            _ => throw new InvalidOperationException(),
        });

        Assert.Equal(outcomes, string.Join(' ', actual));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void What_a_person_does_is_one_of_the_allowed_moves_and_leaves_no_job_without_a_clock(string state, string outcomes)
    {
        var found = Snapshot(state);
        Assert.NotEmpty(outcomes);

        foreach (var to in Changes.Select(change => JobMoves.Decide(found, Change(change), "Ann", Now, new JobsOptions())).OfType<Move.To>())
        {
            Assert.True(found.Job.State == to.Job.State || JobTransitions.Allowed.Contains((found.Job.State, to.Job.State)));
            Assert.Equal(to.Job.State is JobState.Scheduled or JobState.Ready, to.Job.WakeAt is not null);
            Assert.Equal(to.Job.State == JobState.Ready ? LaneKind.Publish : found.Job.IsOver || to.Job.WakeAt is null ? to.Job.Lane.Kind : LaneKind.Prepare, to.Job.Lane.Kind);
        }
    }

    [Theory]
    [InlineData("scheduled retrying")]
    [InlineData("preparing")]
    [InlineData("ready retrying")]
    [InlineData("needs_attention content")]
    public void Cancelling_what_is_left_of_a_set_leaves_it_published_and_is_one_of_the_allowed_moves(string state)
    {
        var found = Snapshot(state) with { LiveParts = 1 };

        var moved = Assert.IsType<Move.To>(JobMoves.Decide(found, new JobChange.Cancel(), "Ann", Now, new JobsOptions())).Job;

        Assert.Equal((JobState.Published, null, "partly_published"), (moved.State, moved.WakeAt, moved.LastError!.Code));
        Assert.Contains((found.Job.State, moved.State), JobTransitions.Allowed.AsEnumerable());
    }

    [Fact]
    public void A_failed_set_that_is_no_longer_agreed_to_is_published_as_far_as_it_is_live()
    {
        var found = Snapshot("failed skipped") with { LiveParts = 1 };

        var moved = Assert.IsType<Move.To>(JobMoves.Decide(found, new JobChange.Withdraw(), "Ann", Now, new JobsOptions())).Job;

        Assert.Equal((JobState.Published, null, "partly_published"), (moved.State, moved.WakeAt, moved.LastError!.Code));
        Assert.Contains((found.Job.State, moved.State), JobTransitions.Allowed.AsEnumerable());
    }

    [Fact]
    public void Mended_content_has_all_its_attempts_before_it()
    {
        var found = Snapshot("needs_attention content");
        var refused = found with { Job = found.Job with { Attempt = 4 } };

        var moved = Assert.IsType<Move.To>(JobMoves.Decide(refused, Change("revise"), "Ann", Now, new JobsOptions())).Job;

        Assert.Equal((JobState.Scheduled, 0, found.Job.Round + 1), (moved.State, moved.Attempt, moved.Round));
    }

    [Fact]
    public void A_story_of_a_set_that_somebody_saw_live_does_not_end_the_set()
    {
        var found = Snapshot("needs_attention undecidable");
        var story = found with { OpenIntent = found.OpenIntent! with { Part = "story_1" } };

        var moved = Assert.IsType<Move.To>(JobMoves.Decide(story, Change("resolve_published"), "Ann", Now, new JobsOptions()));

        Assert.Equal((JobState.Publishing, Now, IntentOutcome.Happened), (moved.Job.State, moved.Job.WakeAt, moved.Verdict!.Outcome));
        Assert.Contains((found.Job.State, moved.Job.State), JobTransitions.Allowed.AsEnumerable());
    }

    [Fact]
    public void A_post_prepared_for_a_time_far_away_is_prepared_again()
    {
        var found = Snapshot("ready");

        var moved = Assert.IsType<Move.To>(JobMoves.Decide(found, new JobChange.Reschedule(Now.AddHours(13)), "Ann", Now, new JobsOptions())).Job;

        // Its next wake is the look an hour ahead, not the start of preparing.
        Assert.Equal((JobState.Scheduled, null, Now.AddHours(12)), (moved.State, moved.Checkpoint, moved.WakeAt));
    }

    [Fact]
    public void Mending_the_content_after_the_window_does_not_publish_it_by_itself()
    {
        var found = Snapshot("needs_attention content");
        var late = found with { Job = found.Job with { LateAt = Now.AddSeconds(-1) } };

        var moved = Assert.IsType<Move.To>(JobMoves.Decide(late, Change("revise"), "Ann", Now, new JobsOptions())).Job;

        Assert.Equal((JobState.NeedsAttention, "new"), (moved.State, moved.ApprovedHash));
    }

    private static JobSnapshot Snapshot(string words)
    {
        var parts = words.Split(' ');
        var state = Words.Parse<JobState>(parts[0]);
        var reason = parts.Length > 1 && Words.TryParse<JobReason>(parts[1], out var parsed) ? parsed : (JobReason?)null;
        var job = (state == JobState.Ready ? TestJob.ReadyToPublish(Channel, Now.AddMinutes(5)) : TestJob.Scheduled(Channel, Now.AddMinutes(5))) with { State = state, Reason = reason };
        if (state is JobState.Published or JobState.NeedsAttention or JobState.Failed or JobState.Cancelled or JobState.HandedOver && parts[^1] != "wakes") job = job with { WakeAt = null };
        var open = words.EndsWith("intent", StringComparison.Ordinal) || reason is JobReason.Settling or JobReason.Undecidable;
        return new JobSnapshot(job, Running: false, open ? TestJob.IntentOf(job) : null, Gate.Open);
    }

    private static JobChange Change(string word) => word switch
    {
        "retry" => new JobChange.Retry(),
        "reschedule" => new JobChange.Reschedule(Now.AddHours(1)),
        "publish_now" => new JobChange.PublishNow(),
        "cancel" => new JobChange.Cancel(),
        "withdraw" => new JobChange.Withdraw(),
        "revise" => new JobChange.Revise("new", TimeSpan.FromMinutes(3)),
        "resolve_published" => new JobChange.ResolvePublished(null),
        _ => new JobChange.ResolveNotPublished(),
    };
}
