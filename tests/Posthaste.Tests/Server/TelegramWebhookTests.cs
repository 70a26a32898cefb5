using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Handover;
using Posthaste.Tests.Crash;
using Posthaste.Tests.Handover;

namespace Posthaste.Tests.Server;

public sealed class TelegramWebhookTests
{
    private const string Secret = "a-secret-of-this-test-0123456789";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Telegram_brings_presses_to_the_public_address_and_nobody_else_does()
    {
        var answers = new ScriptedAnswers();
        await using var sandbox = Posthaste.Sandbox.SandboxApp.Build(["--urls=http://127.0.0.1:0"]);
        await sandbox.StartAsync(Ct);
        var port = Ports.Next();
        await using var server = await ServerUnderTest.StartAsync(
            new Dictionary<string, string>
            {
                ["urls"] = $"http://127.0.0.1:{port}",
                ["PublicBaseUrl"] = $"http://127.0.0.1:{port}",
                ["Telegram:BotToken"] = TelegramRig.Token,
                ["Telegram:ApiBaseUrl"] = sandbox.Urls.First(),
                ["Telegram:Mode"] = "webhook",
                ["Telegram:WebhookSecret"] = Secret,
                ["Jobs:Enabled"] = "false",
            },
            services => services.AddSingleton<ICardAnswers>(answers), [TelegramRig.Token, Secret]);
        using var telegram = new HttpClient { BaseAddress = new Uri(sandbox.Urls.First()) };
        await Eventually.TrueAsync(async () => (string)(await InfoAsync())["url"]! == $"http://127.0.0.1:{port}/telegram/updates", "the webhook is set", () => "");
        await server.Services.GetRequiredService<ICardDesk>().SendAsync(TelegramRig.ACard(), Ct);

        using var pressed = await telegram.PostAsJsonAsync($"/sandbox/telegram/chats/{TelegramRig.Group}/presses", new { button = "Skip" }, Ct);

        Assert.Equal(CardAction.Skip, (await answers.NextAsync()).Action);
        await Eventually.TrueAsync(async () => (int)(await InfoAsync())["pending_update_count"]! == 0, "it is taken", () => "");
        var update = new { update_id = 1, callback_query = new { id = "1", data = "k:abcdefghijklmnopqrstuv", from = new { id = 1, first_name = "Eve" }, message = new { message_id = 1, chat = new { id = 5 } } } };
        foreach (var guess in (string?[])[null, "", "a-secret-of-this-test-012345678", Secret + "0"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.BaseUrl, "/telegram/updates")) { Content = JsonContent.Create(update) };
            if (guess is not null) request.Headers.TryAddWithoutValidation("X-Telegram-Bot-Api-Secret-Token", guess);
            using var answer = await server.Http.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        Assert.Single(answers.All);

        async Task<JsonNode> InfoAsync() => (await telegram.GetFromJsonAsync<JsonNode>($"/bot{TelegramRig.Token}/getWebhookInfo", Ct))!["result"]!;
    }

    [Fact]
    public async Task Without_webhook_mode_there_is_no_such_address()
    {
        await using var server = await ServerUnderTest.StartAsync(new Dictionary<string, string> { ["Jobs:Enabled"] = "false" });

        using var answer = await server.Http.PostAsJsonAsync("/telegram/updates", new { update_id = 1 }, Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
