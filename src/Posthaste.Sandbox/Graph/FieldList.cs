using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Graph;

/// <summary>A <c>fields</c> parameter: names with commas, each perhaps with modifiers and with fields of its own, as in
/// <c>id,children.limit(2){id,media_type}</c>. Modifiers are read over.</summary>
/// <param name="Names">In the order asked for, with the fields asked of each, or null.</param>
internal sealed record FieldList(IReadOnlyList<(string Name, FieldList? Inner)> Names)
{
    /// <returns>Null when brackets do not match.</returns>
    public static FieldList? Parse(string text)
    {
        var position = 0;
        var list = ParseList(text, ref position, depth: 0);
        return position == text.Length ? list : null;
    }

    public static FieldList Of(params string[] names) => new([.. names.Select(name => (name, (FieldList?)null))]);

    /// <summary>Picks the fields of one object. The id is always there; a field whose value is null is left out.</summary>
    /// <param name="node">The platform's name of the object's type, for the error.</param>
    /// <param name="fields">How to read each field the object has.</param>
    public GraphAnswer Pick(string node, IReadOnlyDictionary<string, Func<FieldList?, JsonNode?>> fields)
    {
        var picked = new JsonObject();
        foreach (var (name, inner) in Names)
        {
            if (!fields.TryGetValue(name, out var read)) return GraphErrors.UnknownField(name, node);
            if (read(inner) is { } value) picked[name] = value;
        }
        if (!picked.ContainsKey("id")) picked["id"] = fields["id"](null);
        return picked;
    }

    private static FieldList? ParseList(string text, ref int position, int depth)
    {
        if (depth > 4) return null;
        var names = new List<(string, FieldList?)>();
        while (true)
        {
            var start = position;
            while (position < text.Length && text[position] is not (',' or '{' or '}' or '(')) position++;
            var name = text[start..position].Split('.')[0].Trim();
            while (position < text.Length && text[position] == '(')
            {
                position = text.IndexOf(')', position) + 1;
                if (position == 0) return null;
                while (position < text.Length && text[position] is not (',' or '{' or '}' or '(')) position++;
            }
            FieldList? inner = null;
            if (position < text.Length && text[position] == '{')
            {
                position++;
                inner = ParseList(text, ref position, depth + 1);
                if (inner is null || position >= text.Length || text[position] != '}') return null;
                position++;
            }
            if (name.Length > 0) names.Add((name, inner));
            if (position >= text.Length || text[position] != ',') return new FieldList(names);
            position++;
        }
    }
}
