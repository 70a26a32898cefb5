using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Invariants;

/// <summary>A checker that cannot fail proves nothing: each invariant has worlds here that break it, and one that breaks none.</summary>
public sealed partial class InvariantCheckTests
{
    private static readonly DateTimeOffset Due = GoodWorld.Due;

    private readonly GoodWorld _world = new();

    [Fact]
    public void A_world_in_which_all_is_well_breaks_nothing() => Assert.Empty(InvariantCheck.Run(_world.Seen));

    [Fact]
    public void The_checker_needs_neither_orders_nor_the_time_of_answers()
    {
        var calls = _world.Calls.Select(call => call with { EndedAt = null }).ToList();

        Assert.Empty(InvariantCheck.Run(_world.Seen with { Orders = [], World = _world.Seen.World with { Calls = calls } }));
    }

    [Fact]
    public void A_second_live_post_of_a_part_is_seen()
    {
        _world.Posts.Add(_world.Posts[0] with { RemoteId = "p2" });

        Breaks(1);
    }

    [Fact]
    public void A_live_post_whose_job_was_cancelled_is_seen()
    {
        _world.Posts.Add(_world.Posts[0] with { RemoteId = "p2", JobId = GoodWorld.Cancelled });

        Breaks(2);
    }

    [Theory]
    [InlineData("hand1")]
    [InlineData("nobody's")]
    public void A_job_that_calls_someone_elses_post_its_own_is_seen(string id)
    {
        _world.Jobs[0] = _world.Jobs[0] with { RemoteId = id };
        _world.Intents[1] = _world.Intents[1] with { Intent = _world.Intents[1].Intent with { RemoteId = id } };

        Breaks(2);
    }

    [Fact]
    public void A_job_that_says_published_while_nothing_is_live_is_seen()
    {
        _world.Posts.RemoveAt(0);

        Breaks(2);
    }

    [Fact]
    public void A_live_post_that_its_job_holds_for_failed_is_seen()
    {
        _world.Jobs[0] = _world.Jobs[0] with { State = JobState.NeedsAttention, Reason = JobReason.Exhausted, RemoteId = null };
        _world.Intents[1] = _world.Intents[1] with { Intent = _world.Intents[1].Intent with { Outcome = IntentOutcome.NotHappened, RemoteId = null } };

        Breaks(2);
    }

    [Fact]
    public void A_live_post_that_nobody_could_find_out_about_is_no_lie()
    {
        _world.Jobs[0] = _world.Jobs[0] with { State = JobState.NeedsAttention, Reason = JobReason.Undecidable, RemoteId = null };
        _world.Intents[1] = _world.Intents[1] with { OutcomeAt = null, Intent = _world.Intents[1].Intent with { Outcome = null, RemoteId = null } };

        Assert.Empty(InvariantCheck.Run(_world.Seen));
    }

    [Fact]
    public void A_job_that_nobody_will_look_at_again_is_seen()
    {
        _world.Jobs.Add(GoodWorld.JobOf(GoodWorld.Id(5), JobState.Scheduled));

        Breaks(6, _world.Seen with { AtRest = false });
    }

    [Fact]
    public void A_story_that_never_went_out_although_its_set_is_published_is_seen() =>
        Breaks(6, _world.Seen with { Parts = new Dictionary<Guid, int> { [GoodWorld.Published] = 2 } });

    [Fact]
    public void A_job_that_is_not_stored_although_it_was_promised_is_seen()
    {
        _world.Orders.Add(new Order(GoodWorld.Id(5), Due, Due, Due, "hash", Withdrawn: false));

        Breaks(6);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 60)]
    public void A_lane_that_sleeps_past_its_next_job_is_seen(bool hasClock, int seconds)
    {
        var (at, wake) = (_world.Store.At, _world.Store.At.AddHours(1));
        var job = GoodWorld.JobOf(GoodWorld.Id(5), JobState.Scheduled) with { WakeAt = wake };
        _world.Jobs.Add(job);
        _world.Lanes.RemoveAll(lane => lane.Key == job.Lane);
        _world.Lanes.Add(new LaneRecord(job.Lane, hasClock ? wake.AddSeconds(seconds) : null, Gate.Open, null, 4, null, null));

        Breaks(6, _world.Seen with { AtRest = false });
        Assert.True(at < wake);
    }

    [Fact]
    public void A_dead_nodes_lane_that_nobody_frees_is_seen()
    {
        _world.Lanes[0] = _world.Lanes[0] with { RunningJob = GoodWorld.Published, Owner = GoodWorld.Id(9) };
        var now = _world.Store;

        Breaks(6, new Sighting(now, _world.Seen.World) { Earlier = now with { At = now.At.AddMinutes(-1) }, Attended = true });
        Assert.Empty(InvariantCheck.Run(new Sighting(now, _world.Seen.World) { Earlier = now with { At = now.At.AddSeconds(-5) }, Attended = true }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(130)]
    public void A_call_before_due_or_after_the_window_is_seen(int minutes)
    {
        var shift = TimeSpan.FromMinutes(minutes) - TimeSpan.FromMinutes(5);
        _world.Intents[1] = GoodWorld.IntentOf(2, Due.AddMinutes(minutes), Due.AddMinutes(minutes + 1), IntentOutcome.Happened, "p1", epoch: 9);
        _world.Intents.RemoveAt(0);
        _world.Intents[0] = _world.Intents[0] with { Intent = _world.Intents[0].Intent with { Number = 1 } };
        _world.Calls.RemoveAt(0);
        _world.Calls[0] = GoodWorld.CallAt(Due.AddMinutes(minutes));
        _world.Posts[0] = _world.Posts[0] with { At = _world.Posts[0].At + shift };

        Breaks(7);
        Breaks(7, _world.Seen with { Orders = [] });
    }

    [Fact]
    public void Content_that_was_not_approved_is_seen()
    {
        _world.Posts[0] = _world.Posts[0] with { ContentHash = "other" };
        Breaks(8);

        _world.Posts[0] = _world.Posts[0] with { ContentHash = "hash" };
        _world.Orders.Add(new Order(GoodWorld.Published, Due.AddMinutes(-1), Due, Due.AddHours(2), "newer", Withdrawn: false));
        Breaks(8);
    }

    [Fact]
    public void A_post_that_went_out_although_it_was_withdrawn_is_seen()
    {
        _world.Orders.Add(new Order(GoodWorld.Published, Due.AddMinutes(-1), Due, Due.AddHours(2), "hash", Withdrawn: true));

        Breaks(8);
    }

    [Fact]
    public void Attempts_that_do_not_add_up_are_seen()
    {
        _world.Attempts.RemoveAt(0);

        Breaks(9);
        Breaks(9, _world.Seen with { Earlier = new GoodWorld().Store });
    }

    [Fact]
    public void A_gap_in_the_intents_and_a_changed_verdict_are_seen()
    {
        Breaks(9, _world.Seen with { Earlier = _world.Store with { Intents = [_world.Intents[0] with { Intent = _world.Intents[0].Intent with { Outcome = IntentOutcome.Happened } }, _world.Intents[1]] } });

        _world.Intents.RemoveAt(0);
        Breaks(9);
    }

    [Fact]
    public void An_answer_that_the_store_was_told_and_forgot_is_seen()
    {
        _world.Intents[1] = _world.Intents[1] with { OutcomeAt = null, Intent = _world.Intents[1].Intent with { Outcome = null, RemoteId = null } };

        Breaks(9, _world.Seen with { AtRest = false, Told = [new IntentVerdict(_world.Intents[1].Intent.Id, IntentOutcome.Happened, "the platform's answer", "p1")] });
    }

    [Fact]
    public void A_move_that_is_not_on_the_list_is_seen() => Breaks(9, _world.Seen with { Moves = [(JobState.Published, JobState.Scheduled)] });

    [Fact]
    public void A_secret_in_a_log_line_or_an_attempt_is_seen_and_not_repeated()
    {
        Breaks(10, _world.Seen with { Secrets = ["EAAB1"], Texts = ["a line", "Bearer EAAB1"] });
        _world.Attempts[0] = _world.Attempts[0] with { Error = new PlatformError { Kind = ErrorKind.RetryLater, Message = "token EAAB1 refused" } };

        var said = Assert.Single(InvariantCheck.Run(_world.Seen with { Secrets = ["EAAB1"] }));
        Assert.Equal(10, said.Invariant);
        Assert.DoesNotContain("EAAB1", said.Sentence);
    }

    private void Breaks(int invariant, Sighting? seen = null)
    {
        var violations = InvariantCheck.Run(seen ?? _world.Seen);
        Assert.Contains(violations, violation => violation.Invariant == invariant);
    }
}
