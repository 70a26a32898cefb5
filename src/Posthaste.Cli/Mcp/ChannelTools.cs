using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;

namespace Posthaste.Cli.Mcp;

/// <summary>The workspace, its accounts, and what they take.</summary>
internal static class ChannelTools
{
    public static readonly Input Channels = new("channels", InputKind.Texts, "Accounts: ids, @name, or instagram:name, as list_channels has them.");

    public static readonly Input Channel = new("channel", InputKind.Text, "An account: its id, @name, or instagram:name, as list_channels has them.");

    public static IEnumerable<AssistantTool> All { get; } =
    [
        new()
        {
            Name = "show_workspace",
            Title = "Show the workspace and its rules",
            Description = "The workspace's rules: time zone, who must approve a post (approvalPolicy), how far posts must be apart (conflictSeconds), how long the same picture is a repeat (repeatDays).",
            Effect = ToolEffect.Reads,
            RunAsync = async call =>
            {
                var workspace = (await call.Api.GetAsync("workspace", call.Ct)).Object();
                workspace["server"] = Address.Shown(call.Run.Access.Server);
                return workspace;
            },
        },
        new()
        {
            Name = "list_channels",
            Title = "List accounts and their networks' rules",
            Description = "The accounts that posts can go to, how their access stands, and for each of their networks how long a caption may be and which types of posts with how many files it takes.",
            Effect = ToolEffect.Reads,
            RunAsync = ListAsync,
        },
        new()
        {
            Name = "show_channel",
            Title = "Show an account's access and limits",
            Description = "One account: whether its access is good and for how long, and how much of each limit (posts per day, calls per hour) is used and left.",
            Effect = ToolEffect.Reads,
            Inputs = [Channel with { IsRequired = true }],
            RunAsync = async call =>
            {
                var id = await call.Names.IdAsync(call.Needed("channel"));
                return new JsonObject
                {
                    ["channel"] = (await call.Api.GetAsync($"channels/{id}", call.Ct)).Node(),
                    ["access"] = (await call.Api.GetAsync($"channels/{id}/health", call.Ct)).Node(),
                    ["usage"] = (await call.Api.GetAsync($"channels/{id}/usage", call.Ct)).Node(),
                };
            },
        },
        new()
        {
            Name = "next_slots",
            Title = "Find the next free posting times",
            Description = "The next free posting times of all of these accounts together. Nothing is taken.",
            Effect = ToolEffect.Reads,
            Inputs =
            [
                Channels with { IsRequired = true },
                new("category_id", InputKind.Id, "Slots that take posts of this category."),
                new("count", InputKind.Number, "How many; 5 where left out.") { Max = 50 },
            ],
            RunAsync = async call => (await NextAsync(call, await call.ChannelIdsAsync(), call.Text("category_id"), call.Number("count") ?? 5)).Object(),
        },
    ];

    public static Task<System.Text.Json.JsonElement> NextAsync(ToolCall call, IEnumerable<string> channelIds, string? categoryId, long count) =>
        call.Api.GetAsync(Address.With("slots/next", [("categoryId", categoryId), ("count", count.ToString(CultureInfo.InvariantCulture)), .. channelIds.Select(id => ("channelId", (string?)id))]), call.Ct);

    private static async Task<JsonObject> ListAsync(ToolCall call)
    {
        var channels = await Pages.AllAsync(call.Api, "channels", call.Ct);
        var used = channels.Select(channel => channel.Text("platform")).ToHashSet();
        var platforms = (await call.Api.GetAsync("platforms", call.Ct)).Items().Where(platform => used.Contains(platform.Text("name")));
        return new JsonObject
        {
            ["channels"] = new JsonArray([.. channels.Select(channel =>
            {
                var item = channel.Pick("id", "platform", "username", "displayName", "state", "health", "tokenExpiresAt", "automation", "automatedPerDay", "server");
                item["name"] = ChannelNames.Of(channel);
                return (JsonNode)item;
            })]),
            ["networks"] = new JsonArray([.. platforms.Select(platform => (JsonNode)platform.Pick("name", "displayName", "caption", "postTypes"))]),
        };
    }
}
