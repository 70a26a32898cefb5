using Posthaste.Media.Renditions;
using Posthaste.Platforms;
using Posthaste.Posts.Variants;

namespace Posthaste.Posts.Files;

/// <summary>Which file of a media item a network is to get.</summary>
internal abstract record FileChoice
{
    private FileChoice() { }

    /// <summary>The one that was uploaded.</summary>
    /// <param name="MustBeRead">It has to be read to its end first: nobody else looks before the network does.</param>
    public sealed record AsItIs(bool MustBeRead) : FileChoice;

    /// <summary>One that is made of it.</summary>
    /// <param name="Recipe">How.</param>
    /// <param name="Losses">What a viewer will miss; none of it blocks.</param>
    public sealed record Made(RenditionRecipe Recipe, IReadOnlyList<Finding> Losses) : FileChoice;

    /// <summary>None; at least one finding blocks.</summary>
    public sealed record Unfit(IReadOnlyList<Finding> Findings) : FileChoice;
}

/// <summary>Where a media item stands in the request.</summary>
/// <param name="Position">In <see cref="PostDraft.AllMediaIds"/>.</param>
/// <param name="Field">For example <c>mediaIds[0]</c>.</param>
/// <param name="FitField">Where its fit is chosen, for example <c>mediaFits[0]</c>.</param>
internal sealed record FileSlot(int Position, string Field, string FitField, bool IsCover)
{
    public static FileSlot Of(int position, ChannelDraft draft) => position < draft.Content.MediaIds.Count
        ? new(position, draft.Name($"mediaIds[{position}]"), draft.Name($"mediaFits[{position}]"), IsCover: false)
        : new(position, draft.Name("options.coverMediaId"), draft.Name("coverFit"), IsCover: true);
}
