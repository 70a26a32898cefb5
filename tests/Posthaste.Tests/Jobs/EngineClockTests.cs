using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

/// <summary>The engine's time against the database's own, whatever questions and answers take on their way.</summary>
public sealed class EngineClockTests
{
    private static readonly TimeSpan DatabaseIsAhead = TimeSpan.FromHours(2);

    private readonly ManualTime _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly EngineClock _clock;

    public EngineClockTests() => _clock = new EngineClock(_time);

    private DateTimeOffset DatabaseTime => _time.GetUtcNow() + DatabaseIsAhead;

    [Theory]
    [InlineData(9, 1)]
    [InlineData(1, 9)]
    [InlineData(0, 0)]
    [InlineData(500, 2)]
    public void It_is_never_ahead_and_behind_by_no_more_than_an_answer_takes(int questionMs, int answerMs)
    {
        Ask(questionMs, answerMs);
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            Ask(questionMs, answerMs);

            Assert.InRange(DatabaseTime - _clock.Now, TimeSpan.Zero, TimeSpan.FromMilliseconds(answerMs));
        }
        Assert.True(_clock.Trusted);
    }

    [Fact]
    public void An_answer_that_took_long_does_not_set_it_back()
    {
        Ask(1, 1);
        Ask(1, 1);
        _time.Advance(TimeSpan.FromSeconds(3));

        Ask(1, 800);

        Assert.InRange(DatabaseTime - _clock.Now, TimeSpan.Zero, TimeSpan.FromMilliseconds(2));
        Assert.True(_clock.Trusted);
    }

    [Fact]
    public void A_jump_is_followed_at_once_and_believed_at_the_second_reading()
    {
        Ask(1, 1);
        Ask(1, 1);
        var asked = _time.GetTimestamp();

        var jump = _clock.Sample(DatabaseTime - TimeSpan.FromMinutes(5), asked);

        Assert.Equal((-5, false), ((int)Math.Round(jump.TotalMinutes), _clock.Trusted));
        Assert.InRange(DatabaseTime - TimeSpan.FromMinutes(5) - _clock.Now, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        _clock.Sample(DatabaseTime - TimeSpan.FromMinutes(5), _time.GetTimestamp());
        Assert.True(_clock.Trusted);
    }

    [Fact]
    public void Where_this_machines_clock_runs_fast_a_wait_is_long_enough_all_the_same()
    {
        var fast = new EngineClock(new FastTime(_time));
        for (var seconds = 0; seconds < 12; seconds++)
        {
            fast.Sample(DatabaseTime, (long)(_time.GetTimestamp() * FastTime.Speed));
            _time.Advance(TimeSpan.FromSeconds(seconds));
            var instant = DatabaseTime + TimeSpan.FromMilliseconds(200);

            _time.Advance(fast.WaitFor(instant) / FastTime.Speed);

            Assert.InRange(DatabaseTime - instant, TimeSpan.Zero, TimeSpan.FromMilliseconds(2));
            Assert.True(fast.WaitFor(instant) <= TimeSpan.FromTicks(1));
        }
    }

    /// <summary>Runs faster than the database's machine by 50 parts in a million, as an ordinary quartz may.</summary>
    private sealed class FastTime(TimeProvider inner) : TimeProvider
    {
        public const double Speed = 1.00005;

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => (long)(inner.GetTimestamp() * Speed);
    }

    private void Ask(int questionMs, int answerMs)
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(questionMs));
        var told = DatabaseTime;
        _time.Advance(TimeSpan.FromMilliseconds(answerMs));
        _clock.Sample(told, asked);
    }
}
