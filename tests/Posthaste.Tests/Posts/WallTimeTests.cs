using Posthaste.Posts;

namespace Posthaste.Tests.Posts;

public sealed class WallTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2030-03-01 18:00", "2030-03-01T17:00:00.000Z")]
    [InlineData("2030-07-01T18:00:30", "2030-07-01T16:00:30.000Z")]
    [InlineData("2030-03-01T18:00:30.25", "2030-03-01T17:00:30.250Z")]
    [InlineData("2030-10-27T02:30", "2030-10-27T00:30:00.000Z")]
    public void A_wall_time_is_the_instant_it_first_is(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), Assert.IsType<WallTime.Found>(WallTime.Read(text, Berlin)).At);

    [Fact]
    public void A_time_over_which_the_clocks_go_forward_is_none() => Assert.IsType<WallTime.Skipped>(WallTime.Read("2030-03-31 02:30", Berlin));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2030-02-30 18:00")]
    [InlineData("2030-03-01T18:00Z")]
    [InlineData("2030-03-01T18:00+01:00")]
    [InlineData("03/01/2030 18:00")]
    [InlineData("1960-03-01 18:00")]
    [InlineData("9999-03-01 18:00")]
    public void Anything_else_cannot_be_read(string text) => Assert.IsType<WallTime.Unreadable>(WallTime.Read(text, Berlin));

    [Theory]
    [InlineData("Europe/Berlin", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("UTC", true)]
    [InlineData("", false)]
    [InlineData("Europe/Nowhere", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("Europe/Berlin ", false)]
    public void Zones_are_known_by_their_iana_names(string name, bool isKnown) => Assert.Equal(isKnown, WallTime.FindZone(name) is not null);

    [Theory]
    [InlineData("2026-03-03T17:00:00Z", "18:00 on 3 March, Europe/Berlin")]
    [InlineData("2026-12-31T23:30:00Z", "00:30 on 1 January 2027, Europe/Berlin")]
    public void A_spoken_time_names_its_zone_and_another_year(string at, string spoken) => Assert.Equal(spoken, SpokenTime.Of(
        DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), "Europe/Berlin", new DateTimeOffset(2026, 7, 29, 10, 0, 0, TimeSpan.Zero)));
}
