using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Server.Live;

/// <summary>R-OPS-1: with several nodes on one database, whichever a client is connected to.</summary>
public sealed class LiveNodesTests : IAsyncLifetime
{
    private readonly PostgresTestDatabase _database = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _database.StartAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_change_on_one_node_shows_on_the_other_long_before_the_next_poll()
    {
        await using var one = await StartAsync(poll: TimeSpan.FromMinutes(1));
        await using var other = await StartAsync(poll: TimeSpan.FromMinutes(1));
        await using var wire = await LiveWire.OpenAsync(other);
        // Whether the other node hears already is not told by anything but that it does.
        var heard = wire.UntilAsync("post.created");
        var post = Guid.Empty;
        while (!heard.IsCompleted)
        {
            post = await DraftAsync(one);
            await Task.WhenAny(heard, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Ct));
        }

        Assert.NotEqual(Guid.Empty, post);
        Assert.NotEmpty(await heard);
    }

    [Fact]
    public async Task A_hint_that_is_lost_costs_a_poll_interval_and_no_change()
    {
        await using var one = await StartAsync(TimeSpan.FromMilliseconds(200), DropHints);
        await using var other = await StartAsync(TimeSpan.FromMilliseconds(200), DropHints);
        await using var wire = await LiveWire.OpenAsync(other);

        var post = await DraftAsync(one);

        Assert.Equal(post, Assert.Single(await wire.UntilAsync("post.created")).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_key_that_is_revoked_on_one_node_hears_no_more_on_the_other()
    {
        await using var one = await StartAsync(TimeSpan.FromMilliseconds(200));
        await using var other = await StartAsync(TimeSpan.FromMilliseconds(200));
        var key = await ServerUnderTest.ReadAsync(one.Http.PostAsJsonAsync("/api/v1/api-keys", new { name = "reader", role = "viewer" }, Ct));
        await using var wire = await LiveWire.OpenAsync(other, key.GetProperty("key").GetString()!);

        (await one.Http.DeleteAsync($"/api/v1/api-keys/{key.GetProperty("id").GetGuid()}", Ct)).EnsureSuccessStatusCode();

        await wire.ClosedAsync();
    }

    private static void DropHints(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(NodeHints)));

    private static async Task<Guid> DraftAsync(ServerUnderTest server) =>
        (await ServerUnderTest.ReadAsync(server.Http.PostAsJsonAsync("/api/v1/posts", new { type = "image", title = "A draft" }, Ct))).GetProperty("id").GetGuid();

    private Task<ServerUnderTest> StartAsync(TimeSpan poll, Action<IServiceCollection>? replace = null) => ServerUnderTest.StartAsync(new Dictionary<string, string>
    {
        ["Storage:Provider"] = "postgres",
        ["Storage:ConnectionString"] = _database.ConnectionString,
        ["Jobs:Enabled"] = "false",
        ["Events:PollInterval"] = poll.ToString("c"),
    }, replace);
}
