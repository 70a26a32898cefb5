using Posthaste.Planning;

namespace Posthaste.Server.Planning;

/// <summary>A kind of content that posts are sorted by.</summary>
public sealed record CategoryResponse
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary><c>#rrggbb</c>.</summary>
    public required string Colour { get; init; }

    public static CategoryResponse From(Category category) => new() { Id = category.Id, Name = category.Name, Colour = category.Colour };
}

/// <summary>A category to be made.</summary>
public sealed record CreateCategoryRequest
{
    /// <summary>1 to 50 characters; no other category of the workspace has it, in capitals or not.</summary>
    public required string Name { get; init; }

    /// <summary><c>#rrggbb</c>.</summary>
    public required string Colour { get; init; }
}

/// <summary>What to change of a category; what is left out stays.</summary>
public sealed record ChangeCategoryRequest
{
    public string? Name { get; init; }
    public string? Colour { get; init; }

    internal Category ApplyTo(Category category) => category with { Name = Name ?? category.Name, Colour = Colour ?? category.Colour };
}

/// <summary>What had a category that was deleted.</summary>
public sealed record DeletedCategoryResponse
{
    /// <summary>They have no category now.</summary>
    public required int Posts { get; init; }

    /// <summary>They take any post now.</summary>
    public required int Slots { get; init; }
}
