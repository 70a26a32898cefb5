using Posthaste.Channels.Usage;

namespace Posthaste.Tests.Channels.Usage;

public sealed class UsageCostTests
{
    private static readonly UsageSum TenThousandCalls = new(10_000, 1, 1, 1, 1);

    [Fact]
    public void Calls_cost_by_the_thousand()
    {
        var cost = UsageCost.Of(TenThousandCalls, new UsageOptions { CostPerThousandCalls = 0.25m });

        Assert.Equal(new UsageCost(2.5m, null), cost);
        Assert.Equal(2.5m, cost!.Total);
    }

    [Fact]
    public void A_gigabyte_that_lies_there_for_a_month_costs_its_price()
    {
        var hosted = new HostedSum(0, 0, StoredByteHours: 2_000_000_000L * 730);

        var cost = UsageCost.Of(TenThousandCalls, hosted, new UsageOptions { CostPerGbMonth = 0.015m });

        Assert.Equal(new UsageCost(null, 0.03m), cost);
    }

    [Fact]
    public void Both_together_are_the_total()
    {
        var hosted = new HostedSum(0, 0, StoredByteHours: 1_000_000_000L * 730);

        Assert.Equal(3.5m, UsageCost.Of(TenThousandCalls, hosted, new UsageOptions { CostPerThousandCalls = 0.3m, CostPerGbMonth = 0.5m })!.Total);
    }

    [Fact]
    public void Without_a_price_there_is_no_estimate()
    {
        Assert.Null(UsageCost.Of(TenThousandCalls, new HostedSum(1, 1, 1), new UsageOptions()));
        Assert.Null(UsageCost.Of(TenThousandCalls, new UsageOptions { CostPerGbMonth = 1 }));
    }

    [Theory]
    [InlineData("eur", 800, "Usage:Currency")]
    [InlineData("EURO", 800, "Usage:Currency")]
    [InlineData("EUR", 35, "Usage:KeepDays")]
    [InlineData("EUR", 36, null)]
    [InlineData(null, 800, null)]
    public void A_setting_that_cannot_be_right_is_named(string? currency, int keepDays, string? named)
    {
        var options = new UsageOptions { Currency = currency, KeepDays = keepDays };

        var wrong = options.Validate(new(options)).Select(result => result.ErrorMessage).ToList();

        if (named is null) Assert.Empty(wrong);
        else Assert.StartsWith(named, Assert.Single(wrong), StringComparison.Ordinal);
    }
}
