using System.CommandLine;
using Posthaste.Cli.Api;
using Posthaste.Cli.Channels;
using Posthaste.Cli.Output;

namespace Posthaste.Cli.Planning;

/// <summary><c>calendar</c>: what is planned, and what was.</summary>
internal static class CalendarCommand
{
    private const int UsualDays = 7;

    public static Command Make(Terminal terminal)
    {
        var from = Words.Text("--from", "A day, or a time as for --at; today where left out.", "time");
        var to = Words.Text("--to", $"{UsualDays} days after --from where left out; 100 at most.", "time");
        return new Command("calendar", "Lists what is planned, and what went out, in order of time.") { from, to }.Does(terminal, async run =>
        {
            var begin = run.Get(from) is { } text ? LocalTime.ReadInstant(text, terminal, "--from") : Today(terminal);
            var end = run.Get(to) is { } until ? LocalTime.ReadInstant(until, terminal, "--to") : begin.AddDays(UsualDays);
            var calendar = await run.Api.GetAsync(Address.With("calendar", ("from", LocalTime.Rfc3339(begin)), ("to", LocalTime.Rfc3339(end))), run.Ct);
            var names = new ChannelNames(run);
            var channels = new Dictionary<string, string>();
            if (!run.IsJson)
            {
                foreach (var id in calendar.Items().SelectMany(entry => entry.Texts("channelIds")).Distinct()) channels[id] = await names.NameAsync(id);
            }
            run.Show(calendar, () => run.Out.Table(
                ["at", "state", "type", "channels", "post", "title"],
                calendar.Items().Select(entry => (string?[])
                [
                    run.Out.Time(entry.Time("at")), entry.Text("state") ?? entry.Text("approval"), entry.Text("type"),
                    string.Join(", ", entry.Texts("channelIds").Select(id => channels[id])), entry.Text("postId"), entry.Text("title"),
                ])));
            return ExitCode.Ok;
        });
    }

    private static DateTimeOffset Today(Terminal terminal) => LocalTime.OfClock(TimeZoneInfo.ConvertTime(terminal.Time.GetUtcNow(), terminal.Zone).Date, terminal.Zone);
}
