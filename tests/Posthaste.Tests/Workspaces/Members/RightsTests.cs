using System.Text.RegularExpressions;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

public sealed partial class RightsTests
{
    [Fact]
    public void The_page_of_members_shows_the_table_of_rights()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "members.md"));
        var rows = Row().Matches(page).ToDictionary(row => row.Groups["right"].Value, row => row.Groups["roles"].Value.Split('|').Select(cell => cell.Trim() == "yes").ToArray());

        var roles = Enum.GetValues<Role>();
        Assert.Contains($"| right | {string.Join(" | ", roles.Select(Words.Of))} |", page, StringComparison.Ordinal);
        Assert.Equal(Words.All<Right>().Order(), rows.Keys.Order());
        Assert.All(Enum.GetValues<Right>(), right =>
            Assert.Equal(roles.Select(role => RightsTable.Of(role).Contains(right)), rows[Words.Of(right)]));
    }

    [Fact]
    public void Only_an_owner_makes_an_owner()
    {
        Assert.All(Enum.GetValues<Role>(), role => Assert.Equal(role == Role.Owner, RightsTable.MayGive(RightsTable.Of(role), Role.Owner)));
        Assert.True(RightsTable.MayGive(RightsTable.Of(Role.Admin), Role.Admin));
    }

    [Fact]
    public void Everybody_may_read_and_an_owner_may_do_everything()
    {
        Assert.All(Enum.GetValues<Role>(), role => Assert.Contains(Right.Read, RightsTable.Of(role)));
        Assert.Equal(Enum.GetValues<Right>(), RightsTable.Of(Role.Owner).Order());
    }

    [Fact]
    public void A_scope_comes_back_from_its_text()
    {
        KeyScope[] scopes = [KeyScope.Everything, KeyScope.Of(Role.Editor), KeyScope.Of([Right.SchedulePosts, Right.Read, Right.Read])];

        Assert.All(scopes, scope => Assert.Equal(scope, KeyScope.Parse(scope.Text)));
        Assert.Equal("rights:read schedule_posts", scopes[2].Text);
        Assert.Equal(RightsTable.Of(Role.Editor), KeyScope.Parse("role:editor").Rights);
        Assert.Equal([Right.Read, Right.SchedulePosts], scopes[2].Rights.Order());
        Assert.Equal(Enum.GetValues<Right>(), KeyScope.Everything.Rights.Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("role:boss")]
    [InlineData("rights:fly")]
    public void What_is_no_scope_opens_nothing(string text) => Assert.Throws<FormatException>(() => KeyScope.Parse(text));

    [GeneratedRegex(@"^\| `(?<right>[a-z_]+)` \| (?<roles>(?:yes|–)(?: \| (?:yes|–)){4}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
