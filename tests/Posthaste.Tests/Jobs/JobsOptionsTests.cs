using System.ComponentModel.DataAnnotations;
using Posthaste.Jobs;

namespace Posthaste.Tests.Jobs;

public sealed class JobsOptionsTests
{
    [Theory]
    [InlineData("00:05:00,00:15:00,00:30:00", 300, 900, 1800, 1800)]
    [InlineData("00:00:10", 10, 10, 10, 10)]
    [InlineData("00:01:00, 00:02:00", 60, 120, 120, 120)]
    [InlineData("exponential", 5, 10, 20, 40)]
    public void Back_off_grows_and_its_last_wait_repeats(string setting, params int[] seconds)
    {
        var options = new JobsOptions { Backoff = setting };

        Assert.Empty(Faults(options));
        Assert.Equal(seconds, Enumerable.Range(1, 4).Select(attempt => (int)options.BackoffAfter(attempt).TotalSeconds));
    }

    [Fact]
    public void Exponential_back_off_ends_at_an_hour()
    {
        Assert.Equal(TimeSpan.FromHours(1), new JobsOptions { Backoff = "exponential" }.BackoffAfter(20));
    }

    [Theory]
    [InlineData("")]
    [InlineData("often")]
    [InlineData("5")]
    [InlineData("00:05:00,")]
    [InlineData("00:05:00;00:15:00")]
    [InlineData("-00:05:00")]
    [InlineData("00:00:00")]
    [InlineData("2.00:00:00")]
    [InlineData("Exponential")]
    public void A_back_off_that_cannot_be_read_is_refused_at_start(string setting)
    {
        Assert.Equal(nameof(JobsOptions.Backoff), Assert.Single(Assert.Single(Faults(new JobsOptions { Backoff = setting })).MemberNames));
    }

    [Theory]
    [InlineData("24:00:00,01:00:00", 86_400, 3_600)]
    [InlineData("168:00:00, 0:30", 604_800, 1_800)]
    [InlineData("")]
    public void The_checks_ahead_are_times_before_due(string setting, params int[] seconds)
    {
        var options = new JobsOptions { Preflight = setting };

        Assert.Empty(Faults(options));
        Assert.Equal(seconds, options.PreflightAhead().Select(ahead => (int)ahead.TotalSeconds));
    }

    [Theory]
    [InlineData("often")]
    [InlineData("24")]
    [InlineData("1.00:00:00")]
    [InlineData("00:00:00")]
    [InlineData("-01:00:00")]
    [InlineData("168:00:01")]
    [InlineData("01:60:00")]
    [InlineData("01:00:00;00:30:00")]
    [InlineData("01:00:00:00")]
    public void Checks_ahead_that_cannot_be_read_are_refused_at_start(string setting)
    {
        Assert.Equal(nameof(JobsOptions.Preflight), Assert.Single(Assert.Single(Faults(new JobsOptions { Preflight = setting })).MemberNames));
    }

    [Fact]
    public void A_heart_too_slow_for_its_lease_is_refused_at_start()
    {
        Assert.NotEmpty(Faults(new JobsOptions { Heartbeat = TimeSpan.FromSeconds(10), NodeLease = TimeSpan.FromSeconds(15) }));
    }

    [Fact]
    public void The_settings_of_settling_are_checked_too()
    {
        Assert.NotEmpty(Faults(new JobsOptions { Settling = new SettlingOptions { Scale = 0 } }));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(25, 0)]
    public void Posts_of_an_hour_are_25_where_nothing_is_said_and_0_is_no_limit(int setting, int faults)
    {
        Assert.Equal(25, new JobsOptions().PostsPerHour);
        Assert.Equal(faults, Faults(new JobsOptions { PostsPerHour = setting }).Count);
    }

    private static List<ValidationResult> Faults(JobsOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults;
    }
}
