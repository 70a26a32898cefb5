using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Posthaste.Media.Files;
using Posthaste.Server.Rehearsals;
using Posthaste.Storage.Copies;

namespace Posthaste.Server.Verbs;

/// <summary><c>rehearse</c>: lets the coming days pass on a copy, and says which posts would fail, be late, or wait. Also while the server runs.</summary>
internal static class Rehearse
{
    public const int NothingFound = 0;
    public const int CouldNot = 1;
    public const int Usage = 2;

    /// <summary>Something needs somebody.</summary>
    public const int Found = 5;

    private const string Week = "--week";
    private const string Days = "--days=";
    private const int MostDays = 31;

    /// <param name="to">Where the report goes.</param>
    /// <param name="error">Where it is said why there is none.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter to, TextWriter error, CancellationToken ct = default)
    {
        if (ReadDays(args) is not { } days)
        {
            await error.WriteLineAsync($"--days= expects a number from 1 to {MostDays}; {Week} is 7.");
            return Usage;
        }
        string[] own = [.. args.Where(arg => arg != VerbAnswer.AsJson && arg != Week && !arg.StartsWith(Days, StringComparison.Ordinal))];
        await using var app = ServerApp.Build(own, VerbAnswer.Silent);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var services = app.Services;
        var rehearsal = new RunRehearsal(app.Configuration, services.GetRequiredService<CopyEnds>(), services.GetRequiredService<MediaFiles>(), services.GetRequiredService<TimeProvider>());
        try
        {
            var report = await rehearsal.RunAsync(TimeSpan.FromDays(days), ct);
            await to.WriteLineAsync(args.Contains(VerbAnswer.AsJson) ? JsonSerializer.Serialize(report, VerbAnswer.Json) : ToText(report));
            return report.Found == 0 ? NothingFound : Found;
        }
        catch (Exception e) when (e is BackupException or RehearsalException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return CouldNot;
        }
    }

    private static int? ReadDays(string[] args) => VerbAnswer.Value(args, Days) is not { } text ? 7
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays ? days : null;

    private static string ToText(RehearsalReport report)
    {
        var lines = report.Posts.Where(post => post.Outcome != RehearsedOutcome.OnTime).Select(Line);
        var onTime = report.Posts.Count(post => post.Outcome == RehearsedOutcome.OnTime);
        var sum = string.Create(CultureInfo.InvariantCulture,
            $"From {report.From:yyyy-MM-dd HH:mm} to {report.To:yyyy-MM-dd HH:mm} UTC: {report.Posts.Count} posts, {onTime} on time, {report.Posts.Count(post => post.Outcome == RehearsedOutcome.ByHand)} by hand, {report.Found} need somebody.");
        return string.Join('\n', lines.Append(sum));
    }

    private static string Line(RehearsedPost post)
    {
        var late = post.LatenessSeconds is { } seconds && post.Outcome == RehearsedOutcome.Late ? string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(Math.Round(seconds)):g} late") : "";
        var first = string.Create(CultureInfo.InvariantCulture, $"{post.DueAt.UtcDateTime:yyyy-MM-dd HH:mm} {Words.Of(post.Outcome),-13} {post.Channel}  {post.Title}{late}");
        return string.Concat(new[] { first, Indented(post.Cause, post.Code), Indented(post.Fix, code: null) });
    }

    private static string Indented(string? sentence, string? code) => sentence is null ? "" : $"\n    {sentence}{(code is null ? "" : $" ({code})")}";
}
