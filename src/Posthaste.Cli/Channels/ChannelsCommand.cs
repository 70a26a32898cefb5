using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Channels;

/// <summary><c>channels</c>: the accounts that posts go to.</summary>
internal static class ChannelsCommand
{
    public static Command Make(Terminal terminal)
    {
        var command = new Command("channels", "The accounts that posts go to.")
        {
            MakeList(terminal),
            MakeShow(terminal),
            ConnectChannelCommand.Make(terminal),
            MakeMove(terminal, "pause", "Holds its posts back."),
            MakeMove(terminal, "resume", "Lets them go on."),
            MakeUsage(terminal),
            MakeRefresh(terminal),
            MakeDisconnect(terminal),
        };
        command.Aliases.Add("channel");
        return command;
    }

    private static Argument<string> Named() => new("channel") { Description = "An id, @name, or instagram:name." };

    private static Command MakeList(Terminal terminal) =>
        new Command("list", "Lists the accounts.") { Pages.Limit, Pages.Cursor }.Does(terminal, async run =>
        {
            var channels = await Pages.ReadAsync(run, "channels");
            run.Show(channels, () => run.Out.Table(
                ["id", "channel", "state", "access", "until", "name"],
                channels.Items().Select(channel => (string?[])
                [
                    channel.Text("id"), ChannelNames.Of(channel), channel.Text("state"), channel.Text("health"), run.Out.Time(channel.Time("tokenExpiresAt")), channel.Text("displayName"),
                ])));
            return ExitCode.Ok;
        });

    private static Command MakeShow(Terminal terminal)
    {
        var named = Named();
        return new Command("show", "Shows an account and how its access stands.") { named }.Does(terminal, async run =>
        {
            var id = await new ChannelNames(run).IdAsync(run.Get(named));
            ShowOne(run, await run.Api.GetAsync($"channels/{id}", run.Ct), await run.Api.GetAsync($"channels/{id}/health", run.Ct));
            return ExitCode.Ok;
        });
    }

    private static Command MakeMove(Terminal terminal, string move, string description)
    {
        var named = Named();
        return new Command(move, description) { named }.Does(terminal, async run =>
        {
            ShowOne(run, await run.Api.PostAsync($"channels/{await new ChannelNames(run).IdAsync(run.Get(named))}/{move}", body: null, run.Ct), health: default);
            return ExitCode.Ok;
        });
    }

    private static Command MakeUsage(Terminal terminal)
    {
        var named = Named();
        return new Command("usage", "Says how much of each limit is used.") { named }.Does(terminal, async run =>
        {
            var usage = await run.Api.GetAsync($"channels/{await new ChannelNames(run).IdAsync(run.Get(named))}/usage", run.Ct);
            run.Show(usage, () =>
            {
                run.Out.Table(
                    ["limit", "used", "of", "left", "more room", "from"],
                    usage.Items("limits").Select(limit => (string?[])
                    [
                        limit.Text("name"), limit.Text("used"), limit.Text("limit"), limit.Text("remaining"), run.Out.Time(limit.Time("resetAt")), limit.Text("source"),
                    ]));
                run.Out.Details(
                    ("calls in 24 hours", usage.Text("callsLastDay")),
                    ("posts in 24 hours", usage.Text("publishesLastDay")),
                    ("errors in 24 hours", usage.Text("errorsLastDay")),
                    ("no calls until", run.Out.Time(usage.Time("blockedUntil"))));
            });
            return ExitCode.Ok;
        });
    }

    private static Command MakeRefresh(Terminal terminal)
    {
        var named = Named();
        return new Command("refresh-token", "Renews its access now.") { named }.Does(terminal, async run =>
        {
            var health = await run.Api.PostAsync($"channels/{await new ChannelNames(run).IdAsync(run.Get(named))}/refresh-token", body: null, run.Ct);
            run.Show(health, () => ShowHealth(run, health));
            return ExitCode.Ok;
        });
    }

    private static Command MakeDisconnect(Terminal terminal)
    {
        var named = Named();
        return new Command("disconnect", "Forgets its access; posts that wait for it do not go out.") { named }.Does(terminal, async run =>
        {
            await run.Api.DeleteAsync($"channels/{await new ChannelNames(run).IdAsync(run.Get(named))}", version: null, run.Ct);
            run.Out.Note("Disconnected.");
            return ExitCode.Ok;
        });
    }

    internal static void ShowOne(Run run, JsonElement channel, JsonElement health)
    {
        var whole = (JsonObject)JsonNode.Parse(channel.GetRawText())!;
        if (health.IsThere()) whole["access"] = JsonNode.Parse(health.GetRawText());
        run.Show(JsonElement.Parse(whole.ToJsonString()), () =>
        {
            run.Out.Details(
                ("id", channel.Text("id")),
                ("channel", ChannelNames.Of(channel)),
                ("name", channel.Text("displayName")),
                ("state", channel.Text("state")),
                ("access", channel.Text("health")),
                ("server", channel.Text("server")),
                ("account", channel.Text("remoteId")));
            if (health.IsThere()) ShowHealth(run, health);
        });
    }

    private static void ShowHealth(Run run, JsonElement health) => run.Out.Details(
        ("access is", health.Text("state")),
        ("ends", run.Out.Time(health.Time("expiresAt"))),
        ("renewed", run.Out.Time(health.Time("lastRenewedAt"))),
        ("renews", run.Out.Time(health.Time("nextRenewalAt"))),
        ("failures", health.Number("failures") is > 0 and var failures ? $"{failures}" : null),
        ("error", health.Field("lastError").Text("message")),
        ("missing", string.Join(", ", health.Texts("scopesMissing"))),
        ("posts at risk", string.Join(", ", health.Items("postsAtRisk").Select(post => post.Text("postId")))));
}
