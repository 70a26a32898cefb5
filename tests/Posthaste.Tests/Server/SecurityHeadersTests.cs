namespace Posthaste.Tests.Server;

/// <summary>What every answer tells a browser.</summary>
public sealed class SecurityHeadersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://posts.example", "max-age=31536000")]
    [InlineData("http://127.0.0.1:5080", null)]
    public async Task Behind_TLS_browsers_are_told_to_stay_with_it(string publicAddress, string? expected)
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["PublicBaseUrl"] = publicAddress, ["Jobs:Enabled"] = "false" });

        foreach (var address in new[] { "/healthz", "/api/v1/posts", "/nowhere", "/sign-in" })
        {
            var headers = (await server.Http.GetAsync(address, Ct)).Headers;
            Assert.Equal(expected, headers.TryGetValues("Strict-Transport-Security", out var values) ? string.Join(',', values) : null);
        }
    }

    /// <summary>docs/asvs.md names tests: each of them is there.</summary>
    [Fact]
    public void What_the_page_of_the_standard_names_as_proof_is_a_class_of_tests()
    {
        var named = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "asvs.md")), "`([A-Za-z]+Tests)`").Select(match => match.Groups[1].Value).ToHashSet();
        var known = typeof(SecurityHeadersTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();

        Assert.True(named.Count > 20);
        Assert.Empty(named.Except(known));
    }
}
