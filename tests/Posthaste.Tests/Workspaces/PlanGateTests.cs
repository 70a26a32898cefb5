using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Plans;

namespace Posthaste.Tests.Workspaces;

public sealed class PlanGateTests
{
    private static readonly PlansOptions Three = new()
    {
        Enabled = true,
        Catalogue = [new Plan { Name = "free", Platforms = ["instagram"] }, new Plan { Name = "more", Platforms = ["instagram", "tiktok"] }, new Plan { Name = "full" }],
    };

    [Theory]
    [InlineData("free", "instagram", null)]
    [InlineData("free", "tiktok", "more")]
    [InlineData("free", "telegram", "full")]
    [InlineData("more", "tiktok", null)]
    [InlineData("more", "telegram", "full")]
    [InlineData("full", "telegram", null)]
    [InlineData(null, "telegram", null)]
    [InlineData("taken-out-of-the-catalogue", "telegram", null)]
    public void A_plan_locks_what_it_does_not_name_and_the_smallest_that_has_it_is_told(string? plan, string platform, string? needed) =>
        Assert.Equal(needed, Gate(Three).Find(On(plan), platform)?.Needed);

    [Fact]
    public void Plans_that_are_off_lock_nothing()
    {
        var gate = Gate(new PlansOptions { Catalogue = Three.Catalogue });

        Assert.Null(gate.Find(On("free"), "telegram"));
        Assert.Null(gate.PlanOf(On("free")));
    }

    [Fact]
    public void Without_a_catalogue_the_free_plan_has_Instagram_and_the_full_one_everything()
    {
        var gate = Gate(new PlansOptions { Enabled = true });

        Assert.Equal("full", gate.PlanOf(On(null))!.Name);
        Assert.Null(gate.Find(On("free"), "instagram"));
        Assert.Equal("The plan free does not include tiktok. It needs the plan full.", gate.Find(On("free"), "tiktok")!.Message);
    }

    [Fact]
    public void A_catalogue_without_a_start_or_with_unclear_names_stops_the_server()
    {
        IReadOnlyList<Plan>[] wrong = [[new Plan { Name = "a", Platforms = [] }], [new Plan { Name = "a" }, new Plan { Name = "a" }], [new Plan()], [new Plan { Name = "a b" }]];

        Assert.All(wrong, catalogue =>
        {
            var options = new PlansOptions { Catalogue = catalogue };
            Assert.NotEmpty(options.Validate(new ValidationContext(options)));
        });
        Assert.Empty(Three.Validate(new ValidationContext(Three)));
    }

    // The store is not asked where the workspace is at hand.
    private static PlanGate Gate(PlansOptions options) => new(null!, Options.Create(options));

    private static Workspace On(string? plan) => new() { Id = Guid.NewGuid(), Name = "Shop", Plan = plan, CreatedAt = DateTimeOffset.UnixEpoch };
}
