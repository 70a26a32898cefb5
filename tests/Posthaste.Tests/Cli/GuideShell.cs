using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Posthaste.Cli;

namespace Posthaste.Tests.Cli;

/// <summary>As much of a shell as the guide's examples use: quotes, variables, <c>$(…)</c>, <c>&lt; file</c>, <c>| jq -r .path</c>, <c>echo $?</c>.</summary>
internal sealed partial class GuideShell(CliServer desk, string home)
{
    private readonly Dictionary<string, string> _variables = [];

    /// <summary>What the last command ended with.</summary>
    public int Code { get; private set; }

    /// <returns>What a person sees.</returns>
    public async Task<string> RunAsync(string line)
    {
        if (line == "echo $?")
        {
            var code = $"{Code}";
            Code = ExitCode.Ok;
            return code;
        }
        if (Assignment().Match(line) is { Success: true } assignment)
        {
            var (value, _) = await CallAsync(assignment.Groups["line"].Value, isTerminal: false);
            _variables[assignment.Groups["name"].Value] = value.Trim();
            return "";
        }
        if (line.Split(" | jq -r ") is [var first, var path])
        {
            var (json, _) = await CallAsync(first, isTerminal: false);
            return Pick(JsonElement.Parse(json), path);
        }
        var (printed, trouble) = await CallAsync(line, isTerminal: true);
        // A bar is gone when its file is up.
        return printed + Bar().Replace(trouble, "");
    }

    private async Task<(string Out, string Error)> CallAsync(string line, bool isTerminal)
    {
        var input = "";
        if (line.Split(" < ") is [var before, var file]) (line, input) = (before, await File.ReadAllTextAsync(Path.Combine(desk.Folder, file)));
        var words = Words(line);
        Assert.Equal("posthaste", words[0]);
        var call = new CliCall(desk) { In = input, IsTerminal = isTerminal, Environment = new() { ["XDG_CONFIG_HOME"] = home } };
        var result = await call.RunAsync([.. words[1..]]);
        Code = result.Code;
        return (result.Out, result.Error);
    }

    private List<string> Words(string line)
    {
        var (words, word, quote, isOpen) = (new List<string>(), new StringBuilder(), '\0', false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\0' && (c is '"' or '\''))
            {
                (quote, isOpen) = (c, true);
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (c == '$' && quote != '\'' && Name().Match(line, i) is { Success: true } name)
            {
                word.Append(_variables[name.Groups["name"].Value]);
                (i, isOpen) = (i + name.Length - 1, true);
            }
            else if (c == ' ' && quote == '\0')
            {
                if (isOpen) words.Add(word.ToString());
                (isOpen, _) = (false, word.Clear());
            }
            else
            {
                word.Append(c);
                isOpen = true;
            }
        }
        if (isOpen) words.Add(word.ToString());
        return words;
    }

    private static string Pick(JsonElement json, string path)
    {
        foreach (Match step in Step().Matches(path))
            json = step.Groups["name"].Success ? json.GetProperty(step.Groups["name"].Value) : json[int.Parse(step.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture)];
        return json.ToString();
    }

    [GeneratedRegex(@"^(?<name>\w+)=\$\((?<line>.*)\)$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\r[^\n]*\r\x1b\[K")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\G\$(?<name>\w+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\.(?<name>\w+)|\[(?<index>\d+)\]")]
    private static partial Regex Step();
}
