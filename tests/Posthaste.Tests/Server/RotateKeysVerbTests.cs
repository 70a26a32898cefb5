using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Channels;
using Posthaste.Server.Verbs;
using Posthaste.Storage;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Server;

public sealed class RotateKeysVerbTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_SQLite_the_running_server_takes_the_key_up_and_seals_everything_again()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        var channel = await server.ConnectAsync();
        var before = await MasterKeyAsync(server, channel);

        Assert.Equal(0, await ChangeKeys.RunAsync([$"--DataDir={server.DataDir}", "--Logging:LogLevel:Default=None"]));
        // What its watch does each minute.
        var rotated = await server.Services.GetRequiredService<RotateKeys>().RunAsync(Ct);

        Assert.Equal(1, rotated.Sealed);
        Assert.NotEqual(before, rotated.KeyId);
        Assert.Equal(rotated.KeyId, await MasterKeyAsync(server, channel));
        Assert.Equal(ServerUnderTest.AccountToken, (await server.Services.GetRequiredService<Posthaste.Jobs.IAccountSource>().FindAsync(channel, Ct))!.Token.Reveal());
    }

    [Fact]
    public async Task A_start_with_a_new_key_seals_everything_again()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });
        var channel = await server.ConnectAsync();
        var (id, _) = new KeyFile(server.DataDir, TimeProvider.System).AddKey();

        await server.RestartAsync();

        await Crash.Eventually.TrueAsync(async () => await MasterKeyAsync(server, channel) == id, "the token was sealed again", () => "");
    }

    [Fact]
    public async Task With_PostgreSQL_the_verb_seals_everything_again_and_the_running_server_opens_it()
    {
        await using var database = new PostgresTestDatabase();
        await database.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = database.ConnectionString,
            ["Jobs:Enabled"] = "false",
        };
        await using var server = await ServerUnderTest.StartAsync(settings);
        var channel = await server.ConnectAsync();
        string[] args = [$"--DataDir={server.DataDir}", "--Logging:LogLevel:Default=None", .. settings.Select(setting => $"--{setting.Key}={setting.Value}")];
        var before = await MasterKeyAsync(server, channel);

        Assert.Equal(0, await ChangeKeys.RunAsync(args));
        var after = await MasterKeyAsync(server, channel);

        Assert.NotEqual(before, after);
        Assert.Equal(ServerUnderTest.AccountToken, (await server.Services.GetRequiredService<Posthaste.Jobs.IAccountSource>().FindAsync(channel, Ct))!.Token.Reveal());
        Assert.Equal(0, await ChangeKeys.RunAsync(args));
        Assert.Equal(after, await MasterKeyAsync(server, channel));
        await Assert.ThrowsAsync<KeyRingException>(() => ChangeKeys.RunAsync([.. args, "--remove-old"]));
    }

    private static Task<string?> MasterKeyAsync(ServerUnderTest server, Guid channel) =>
        server.Services.GetRequiredService<Database>().ReadAsync(async connection =>
            TokenVault.MasterKeyOf((await connection.QuerySingleAsync<string>(new CommandDefinition("SELECT token FROM channels WHERE id = @Id", new { Id = channel }, cancellationToken: Ct)))), Ct);
}
