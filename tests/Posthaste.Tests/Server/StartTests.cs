using Posthaste.Server;
using Posthaste.Server.Verbs;

namespace Posthaste.Tests.Server;

public sealed class StartTests
{
    [Theory]
    [InlineData("Jobs:Concurrency=0", "Jobs:Concurrency")]
    [InlineData("Jobs:Concurrency=many", "Jobs:Concurrency")]
    [InlineData("Jobs:PollInterval=soon", "Jobs:PollInterval")]
    [InlineData("Api:WritesPerMinute=0", "Api:WritesPerMinute")]
    [InlineData("Api:TrustedProxies=the-proxy", "Api:TrustedProxies")]
    [InlineData("SignIn:SessionIdle=00:00:01", "SignIn:SessionIdle")]
    [InlineData("SignIn:PasswordRounds=1", "SignIn:PasswordRounds")]
    [InlineData("Storage:Provider=oracle", "Storage:Provider")]
    [InlineData("Auth:BootstrapApiKey=short", "Auth:BootstrapApiKey")]
    [InlineData("Media:ToolsAtOnce=-1", "Media:ToolsAtOnce")]
    [InlineData("Media:Hosting=ftp", "Media:Hosting")]
    [InlineData("Media:Hosting=s3", "Media:S3:Bucket")]
    [InlineData("Media:Hosting=cloudinary", "Media:Cloudinary:CloudName")]
    [InlineData("Media:S3:Prefix=/", "Media:S3:Prefix")]
    [InlineData("Media:S3:PartBytes=1000", "Media:S3:PartBytes")]
    [InlineData("Media:S3:Endpoint=ftp://store", "Media:S3:Endpoint")]
    [InlineData("Media:Cloudinary:Prefix=a//", "Media:Cloudinary:Prefix")]
    [InlineData("Jobs:Backoff=often", "Jobs:Backoff")]
    [InlineData("Node:Role=boss", "Node:Role")]
    [InlineData("Node:Role=worker", "Node:Role: only all is possible with SQLite")]
    [InlineData("Node:Role=api,scheduler", "Storage:Provider")]
    [InlineData("Broker:Url=amqp://posthaste:seeded@broker/", "Broker:Url")]
    [InlineData("Broker:Url=http://broker", "Broker:Url")]
    [InlineData("Broker:Prefetch=0", "Broker:Prefetch")]
    [InlineData("Broker:SweepInterval=00:10:00", "Broker:SweepInterval")]
    [InlineData("PublicBaseUrl=posts.example.com", "PublicBaseUrl")]
    [InlineData("urls=here", "urls")]
    [InlineData("Secrets:MasterKey=abc", "Secrets:MasterKey")]
    [InlineData("Telegram:BotToken=secret", "Telegram:BotToken")]
    [InlineData("Telegram:ApiBaseUrl=ftp://telegram", "Telegram:ApiBaseUrl")]
    [InlineData("Telegram:Mode=sometimes", "Telegram:Mode")]
    [InlineData("Telegram:Mode=webhook", "Telegram:WebhookSecret")]
    [InlineData("Telegram:WebhookSecret=short", "Telegram:WebhookSecret")]
    [InlineData("Telegram:PollTime=00:02:00", "Telegram:PollTime")]
    public async Task A_wrong_setting_stops_the_start_with_its_key_and_no_trace(string setting, string key)
    {
        var folder = Directory.CreateTempSubdirectory("posthaste-test-");
        try
        {
            var thrown = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using var app = ServerApp.Build([$"--DataDir={folder.FullName}", $"--{setting}"]);
                await ServerApp.PrepareAsync(app, TestContext.Current.CancellationToken);
            });

            var message = StartErrors.Describe(thrown);
            Assert.NotNull(message);
            Assert.Contains(key, message, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", message, StringComparison.Ordinal);
            Assert.DoesNotContain("seeded", message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task PostgreSQL_needs_a_connection_string(string text)
    {
        var thrown = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = ServerApp.Build(["--Storage:Provider=postgres", $"--Storage:ConnectionString={text}"]);
            await ServerApp.PrepareAsync(app, TestContext.Current.CancellationToken);
        });

        Assert.Contains("Storage:ConnectionString", StartErrors.Describe(thrown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_told_so()
    {
        await using var first = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });

        var thrown = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var app = ServerApp.Build([$"--DataDir={first.DataDir}"]);
            await ServerApp.PrepareAsync(app, TestContext.Current.CancellationToken);
        });

        Assert.Contains("Another Posthaste server", StartErrors.Describe(thrown), StringComparison.Ordinal);
    }
}
