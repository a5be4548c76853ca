using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Output;

/// <summary>A view of anything, by its shape: single values become lines, lists of objects become tables.</summary>
internal static class GenericView
{
    public static View Of(JsonNode node)
    {
        var (fields, sections) = (new List<Column>(), new List<Section>());
        if (node is JsonObject members)
            Add(members, "", fields, sections);
        return new View { Fields = fields, Sections = sections };
    }

    /// <summary>Columns of a list: every single value that some item has.</summary>
    public static IReadOnlyList<Column> ColumnsOf(JsonArray items)
    {
        var columns = new List<Column>();
        foreach (var item in items)
            Add(item as JsonObject ?? [], "", columns, []);
        return [.. columns.DistinctBy(c => c.Path)];
    }

    private static void Add(JsonObject members, string prefix, List<Column> fields, List<Section> sections)
    {
        foreach (var (name, value) in members)
        {
            var path = prefix + name;
            switch (value)
            {
                case JsonObject { Count: > 0 } inner:
                    Add(inner, $"{path}.", fields, sections);
                    break;
                case JsonArray items when items.Any(i => i is JsonObject):
                    sections.Add(new Section(path, path, ColumnsOf(items)));
                    break;
                default:
                    fields.Add(new Column(path, path));
                    break;
            }
        }
    }
}
