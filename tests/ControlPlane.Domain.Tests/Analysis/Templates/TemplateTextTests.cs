using System.Text.Json.Nodes;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Analysis.Templates.Stored;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

public sealed class TemplateTextTests
{
    private static readonly IReadOnlyList<TemplateParameter> Parameters = [new TemplateParameter("a", ParameterType.Text), new TemplateParameter("b", ParameterType.Text)];

    [Fact]
    public void Fill_ValueThatNamesAnotherParameter_IsPutInAsItIs()
    {
        var filled = Fill("""{"metric": "{{args.a}}-{{args.b}}"}""", ("a", "{{args.b}}"), ("b", "{{args.a}}"));

        Assert.Equal("{{args.b}}-{{args.a}}", (string?)filled["metric"]);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("Query")]
    [InlineData("QUERY")]
    [InlineData("championQuery")]
    public void Fill_ValueInAQuery_CannotEndItsQuotes(string member)
    {
        var filled = Fill($$$"""{"checks": [{"source": {"{{{member}}}": "up{job=\"{{args.a}}\"}"}}]}""", ("a", "\"} or vector(1) #"), ("b", ""));

        Assert.Equal("up{job=\"\\\"} or vector(1) #\"}", (string?)filled["checks"]![0]!["source"]![member]);
    }

    [Fact]
    public void Fill_ValueInATextWhoseNameOnlyEndsLikeAQuery_IsNotEscaped() =>
        Assert.Equal("it's \"a\"", (string?)Fill("""{"jquery": "it's {{args.a}}"}""", ("a", "\"a\""), ("b", ""))["jquery"]);

    [Fact]
    public void Fill_ValueInAQueryThatNamesAFact_IsNotFilledWhenTheQueryIsAsked()
    {
        var query = (string)Fill("""{"query": "up{job=\"{{args.a}}\", variant=\"{{variant}}\"}"}""", ("a", "{{variant}}"), ("b", ""))["query"]!;

        var asked = QueryText.Fill(query, new Dictionary<string, string> { ["variant"] = "v2" }, out var problem);

        Assert.Null(problem);
        Assert.Equal("up{job=\"\\x7b\\x7bvariant}}\", variant=\"v2\"}", asked);
        Assert.Equal(["variant"], QueryText.NamesIn(query));
    }

    private static JsonNode Fill(string content, params (string Name, string Value)[] values) =>
        TemplateText.Fill(JsonNode.Parse(content)!, Parameters, values.ToDictionary(v => v.Name, v => v.Value)).Value;
}
