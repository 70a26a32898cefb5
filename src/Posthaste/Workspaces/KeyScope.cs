using System.Collections.Frozen;
using Posthaste.Workspaces.Members;

namespace Posthaste.Workspaces;

/// <summary>What may be done with an API key: everything, what a role may do, or some rights. Kept as text: <c>everything</c>,
/// <c>role:editor</c>, <c>rights:read edit_posts</c>.</summary>
public sealed record KeyScope
{
    private const string RolePrefix = "role:";
    private const string RightsPrefix = "rights:";

    /// <summary>Of keys from before there were scopes, of the bootstrap key, and of those that an owner makes without one.</summary>
    public static readonly KeyScope Everything = new("everything");

    private KeyScope(string text) => Text = text;

    /// <summary>As it is kept.</summary>
    public string Text { get; }

    /// <summary>Null where the scope is no role.</summary>
    public Role? Role => Text.StartsWith(RolePrefix, StringComparison.Ordinal) ? Words.Parse<Role>(Text[RolePrefix.Length..]) : null;

    /// <summary>What may be done with the key today: a role's rights follow the table.</summary>
    public IReadOnlySet<Right> Rights => this switch
    {
        { Role: { } role } => RightsTable.Of(role),
        _ when this == Everything => RightsTable.Of(Members.Role.Owner),
        _ => Text[RightsPrefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Words.Parse<Right>).ToFrozenSet(),
    };

    public static KeyScope Of(Role role) => new(RolePrefix + Words.Of(role));

    public static KeyScope Of(IEnumerable<Right> rights) => new(RightsPrefix + string.Join(' ', rights.Distinct().Order().Select(Words.Of)));

    /// <exception cref="FormatException">It is none of the forms above.</exception>
    public static KeyScope Parse(string text)
    {
        if (text != Everything.Text && !text.StartsWith(RolePrefix, StringComparison.Ordinal) && !text.StartsWith(RightsPrefix, StringComparison.Ordinal))
            throw new FormatException($"'{text}' is no scope of a key.");
        var scope = new KeyScope(text);
        _ = scope.Rights;
        return scope;
    }
}
