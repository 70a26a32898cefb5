using System.ComponentModel.DataAnnotations;

namespace Posthaste.Jobs.Nodes;

/// <summary>Section <c>Node</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class NodeOptions : IValidatableObject
{
    public const string Section = "Node";

    private const string RoleRule = "Node:Role must be all, or one or several of api, scheduler and worker with commas.";

    /// <summary>What this process does: <c>all</c> (default), or one or several of <c>api</c>, <c>scheduler</c> and <c>worker</c>, with commas. Only PostgreSQL has room for more than one process, so
    /// that SQLite takes nothing but <c>all</c>.</summary>
    public string Role { get; init; } = "all";

    /// <exception cref="FormatException">The setting is none of its words.</exception>
    internal NodeRoles Roles => NodeRoleWords.Read(Role) ?? throw new FormatException(RoleRule);

    /// <summary>Whether this process has one of these roles.</summary>
    public bool Is(NodeRoles any) => (Roles & any) != NodeRoles.None;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (NodeRoleWords.Read(Role) is null) yield return new ValidationResult(RoleRule, [nameof(Role)]);
    }
}
