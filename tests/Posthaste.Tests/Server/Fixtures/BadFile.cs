namespace Posthaste.Tests.Server.Fixtures;

/// <summary>A file that a place on Instagram does not take as it is.</summary>
/// <param name="Name">By which <see cref="FixtureFiles"/> has it.</param>
/// <param name="Type">Of the post it is put into.</param>
/// <param name="Reasons">All of them.</param>
internal sealed record BadFile(string Name, string Type, params Reason[] Reasons)
{
    /// <summary>A carousel refuses it for the same reasons. Not so where its shape or kind is at fault: those have other bounds there.</summary>
    public bool AlsoInCarousel => Type is "carousel" || (Type is not "story" && !Reasons.Any(reason => reason.Rule.StartsWith("aspect_", StringComparison.Ordinal) || reason.Rule == "media_kind"));
}

/// <summary>One rule that a file breaks.</summary>
/// <param name="Rule">The word on the wire.</param>
/// <param name="Found">How the sentence says what the file has.</param>
/// <param name="Allowed">How it says what is taken.</param>
internal sealed record Reason(string Rule, string Found, string Allowed);
