using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

public sealed class PasswordRulesTests
{
    private const string Email = "ann.baker@example.com";

    [Theory]
    [InlineData("short enough")]
    [InlineData("the ducks cross the road")]
    [InlineData("Zx9!kQ2#pL7$")]
    [InlineData("bröd och smör i kväll")]
    public void A_sentence_or_chance_is_good(string password) => Assert.Null(PasswordRules.Refusal(password, Email));

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("")]
    public void Less_than_twelve_characters_are_too_few(string password) =>
        Assert.Contains("at least 12", PasswordRules.Refusal(password, Email), StringComparison.Ordinal);

    [Fact]
    public void More_than_two_hundred_are_too_many() => Assert.NotNull(PasswordRules.Refusal(new string('x', 100) + "y z" + new string('q', 98), Email));

    [Theory]
    [InlineData("ann.baker@example.com")]
    [InlineData("my ANN.BAKER and I")]
    [InlineData("example.com rules")]
    public void A_part_of_the_address_is_refused(string password) =>
        Assert.Contains("e-mail", PasswordRules.Refusal(password, Email), StringComparison.Ordinal);

    [Theory]
    [InlineData("Password1234!")]
    [InlineData("123456789012")]
    [InlineData("210987654321")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("qwertyuiopas")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("letmeinletmein")]
    [InlineData("!!posthaste2026")]
    [InlineData("Welcome2026!!")]
    [InlineData("passwordpassword")]
    [InlineData("correcthorsebatterystaple")]
    public void What_is_guessed_first_is_refused(string password) =>
        Assert.Contains("tried first", PasswordRules.Refusal(password, Email), StringComparison.Ordinal);
}
