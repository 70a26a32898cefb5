using Posthaste.Planning;
using Posthaste.Planning.Bulk;

namespace Posthaste.Tests.Planning;

/// <summary>The pure rules of slots and places.</summary>
public sealed class PlacesTests
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Channel = Id(1), Other = Id(2), Recipes = Id(3), News = Id(4);

    [Fact]
    public void A_post_lies_in_the_place_that_suits_it_best()
    {
        Slot[] slots = [ASlot(11), ASlot(12, News), ASlot(13, Recipes)];

        var places = ListPlaces.Fill(slots, TimeZoneInfo.Utc, [Taken(18, Recipes, Id(20)), Taken(18, null, Id(21))], Monday, Monday.AddDays(1));

        Assert.Equal([(Id(11), Id(21)), (Id(12), null), (Id(13), Id(20))], places.Select(place => (place.SlotId, place.PostId)));
        Assert.All(places, place => Assert.Equal(Monday.AddHours(18), place.At));
    }

    [Fact]
    public void A_place_beside_another_post_is_not_filled_and_not_free_either()
    {
        var taken = Taken(18, null, Id(20)) with { At = Monday.AddHours(18).AddMinutes(14) };

        Assert.Null(Assert.Single(ListPlaces.Fill([ASlot(11)], TimeZoneInfo.Utc, [taken], Monday, Monday.AddDays(1))).PostId);
        Assert.Equal([Monday.AddDays(1).AddHours(18)], Free([ASlot(11)], [taken]));
        Assert.Equal(2, Free([ASlot(11)], [taken with { At = taken.At.AddMinutes(1) }]).Count);
        Assert.Equal(2, Free([ASlot(11)], [taken with { ChannelId = Other }]).Count);
    }

    [Fact]
    public void Without_a_distance_only_the_very_place_is_taken()
    {
        var taken = Taken(18, null, Id(20));

        Assert.Single(Free([ASlot(11)], [taken], distance: TimeSpan.Zero));
        Assert.Equal(2, Free([ASlot(11)], [taken with { At = taken.At.AddMilliseconds(1) }], distance: TimeSpan.Zero).Count);
    }

    [Fact]
    public void A_slot_takes_posts_of_its_category_and_one_without_takes_all()
    {
        Assert.Equal(2, Free([ASlot(11)], [], category: Recipes).Count);
        Assert.Equal(2, Free([ASlot(11, Recipes)], [], category: Recipes).Count);
        Assert.Empty(Free([ASlot(11, Recipes)], [], category: News));
        Assert.Empty(Free([ASlot(11, Recipes)], [], category: null));
    }

    [Fact]
    public void Several_channels_meet_where_each_has_a_free_place()
    {
        Slot[] slots = [ASlot(11), ASlot(12) with { ChannelId = Other, Weekdays = [DayOfWeek.Tuesday] }];

        Assert.Equal([Monday.AddDays(1).AddHours(18)], Free(slots, [], channels: [Channel, Other]));
        Assert.Empty(Free(slots, [Taken(18, null, Id(20)) with { At = Monday.AddDays(1).AddHours(18) }], channels: [Channel, Other]));
        Assert.Empty(Free([slots[0]], [], channels: [Channel, Other]));
    }

    [Theory]
    [InlineData(15, 25, 50, 29)]
    [InlineData(15, null, null, 15)]
    [InlineData(0, null, null, 1)]
    [InlineData(0, 25, null, 3)]
    [InlineData(0, null, 1440, 1)]
    [InlineData(15, 2, 1000, 30)]
    public void Steps_are_even_and_stay_within_every_limit(int distance, int? perHour, int? perDay, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), EvenSteps.Of(TimeSpan.FromMinutes(distance), perHour, perDay));

    private static IReadOnlyList<DateTimeOffset> Free(IReadOnlyList<Slot> slots, IReadOnlyList<TakenTime> taken, Guid? category = null, TimeSpan? distance = null, Guid[]? channels = null) =>
        new FreePlaces
        {
            Slots = slots,
            Zone = TimeZoneInfo.Utc,
            Taken = taken,
            ChannelIds = channels ?? [Channel],
            CategoryId = category,
            Distance = distance ?? TimeSpan.FromMinutes(15),
        }.Between(Monday, Monday.AddDays(2));

    private static Slot ASlot(int id, Guid? category = null) => new()
    {
        Id = Id(id),
        WorkspaceId = Id(9),
        ChannelId = Channel,
        CategoryId = category,
        Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday],
        Time = new TimeOnly(18, 0),
        CreatedAt = Monday,
    };

    private static TakenTime Taken(int hour, Guid? category, Guid post) => new(Channel, Monday.AddHours(hour), post, category);

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);
}
