using System.Text.Json;
using Posthaste.Cli.Api;

namespace Posthaste.Cli.Channels;

/// <summary>Channels as people call them: <c>@bakery</c>, or <c>instagram:bakery</c> where several networks know the name.</summary>
internal sealed class ChannelNames(Run run)
{
    private IReadOnlyList<JsonElement>? _all;

    /// <param name="named">An id, or a name.</param>
    /// <exception cref="CommandFailedException">No channel is called so, or several are.</exception>
    public async Task<string> IdAsync(string named)
    {
        if (Guid.TryParse(named, out _)) return named;
        var found = (await AllAsync()).Where(channel => channel.Text("state") != "disconnected" && Matches(channel, named)).ToArray();
        return found switch
        {
            [var one] => one.Needed("id"),
            [] => throw new CommandFailedException(ExitCode.Usage, $"No channel is called \"{named}\"; `posthaste channels list` shows them."),
            _ => throw new CommandFailedException(ExitCode.Usage, $"Several channels are called \"{named}\": {string.Join(", ", found.Select(channel => $"{Of(channel)} {channel.Text("id")}"))}."),
        };
    }

    /// <summary>Such as <c>instagram:bakery</c>; the id where it is not known.</summary>
    public async Task<string> NameAsync(string? id)
    {
        if (id is null) return "";
        if (!(await AllAsync()).Any(channel => channel.Text("id") == id)) _all = null;
        return (await AllAsync()).Where(channel => channel.Text("id") == id).Select(Of).FirstOrDefault(id);
    }

    public static string Of(JsonElement channel) => $"{channel.Text("platform")}:{channel.Text("username")}";

    private static bool Matches(JsonElement channel, string named) =>
        Of(channel).Equals(named, StringComparison.OrdinalIgnoreCase) || string.Equals(channel.Text("username"), named.TrimStart('@'), StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<JsonElement>> AllAsync() => _all ??= await Pages.AllAsync(run.Api, "channels", run.Ct);
}
