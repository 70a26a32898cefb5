using System.Text.RegularExpressions;
using Posthaste.Media;
using Posthaste.Media.Probing;

namespace Posthaste.Server.Doctor;

/// <summary>The programs that open and convert media, and their versions.</summary>
internal sealed partial class ToolsCheck(MediaOptions options, ToolRunner tools) : IDoctorCheck
{
    public string Name => "tools";

    public async Task<IReadOnlyList<DoctorFinding>> RunAsync(CancellationToken ct)
    {
        var findings = new List<DoctorFinding>();
        foreach (var (tool, setting, argument) in new[]
        {
            (options.Ffmpeg, "Media:Ffmpeg", "-version"), (options.Ffprobe, "Media:Ffprobe", "-version"), (options.Vips, "Media:Vips", "--version"),
            (options.VipsHeader, "Media:VipsHeader", "--version"), (options.VipsThumbnail, "Media:VipsThumbnail", "--version"),
        })
        {
            findings.Add(await tools.RunAsync(tool, [argument], ct) switch
            {
                ToolResult.Done done => DoctorFinding.Ok(Name, $"{tool} {Version().Match(done.Output).Value}".TrimEnd()),
                ToolResult.Missing => DoctorFinding.Error(Name, $"{tool} is not installed.", $"Install ffmpeg and libvips-tools, or name the program with {setting}."),
                _ => DoctorFinding.Error(Name, $"{tool} is there and does not run.", $"Run `{tool} {argument}` to see why; {setting} names another one."),
            });
        }
        return findings;
    }

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Version();
}
