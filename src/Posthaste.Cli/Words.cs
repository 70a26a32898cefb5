using System.CommandLine;

namespace Posthaste.Cli;

/// <summary>The words of the API that stand on the command line, and arguments that come again and again.</summary>
internal static class Words
{
    public static readonly string[] PostTypes = ["image", "carousel", "reel", "story", "video", "text"];
    public static readonly string[] JobStates = ["scheduled", "preparing", "ready", "publishing", "published", "needs_attention", "failed", "cancelled", "handed_over"];
    public static readonly string[] Approvals = ["draft", "pending", "approved", "rejected"];
    public static readonly string[] Platforms = ["instagram", "facebook", "tiktok", "bluesky", "mastodon"];

    /// <summary>An id, given complete.</summary>
    /// <param name="of">Such as <c>post</c>.</param>
    public static Argument<string> Id(string of)
    {
        var argument = new Argument<string>(of + "-id") { Description = $"The {of}'s id." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !Guid.TryParse(text, out _)) result.AddError($"\"{text}\" is no id of a {of}; expected is a UUID, complete.");
        });
        return argument;
    }

    public static Option<string> One(string name, string description, params string[] words) => new Option<string>(name) { Description = description, HelpName = "word" }.AcceptOnlyFromAmong(words);

    /// <summary>May be given several times.</summary>
    public static Option<string[]> Many(string name, string description, params string[] words)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "value", Arity = ArgumentArity.OneOrMore };
        if (words.Length > 0) option.AcceptOnlyFromAmong(words);
        return option;
    }

    public static Option<string> Text(string name, string description, string help = "text") => new(name) { Description = description, HelpName = help };
}
