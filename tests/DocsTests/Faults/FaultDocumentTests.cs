using ControlPlane.DocsTests.Pages;

namespace ControlPlane.DocsTests.Faults;

/// <summary>The page of faults says what the tests say, and leaves no fault out in silence.</summary>
public sealed class FaultDocumentTests
{
    private const string Path = "docs/faults.md";

    private static readonly IReadOnlyList<TestedFault> Tested = TestSources.All();
    private static readonly ILookup<string, TestedFault> Tests = Tested.ToLookup(t => t.Id, StringComparer.Ordinal);

    public static TheoryData<string> Marks => [.. FaultCatalogue.Chapters.Select(c => c.Mark)];

    [Theory]
    [MemberData(nameof(Marks))]
    public void Page_Chapter_IsWhatTheTestsShow(string mark) =>
        MadePart.CheckPart(Path, mark, FaultDocument.Chapter(FaultCatalogue.Chapters.Single(c => c.Mark == mark).Cases, Tests));

    [Fact]
    public void Page_Promises_AreWhatTheTestsShow() => MadePart.CheckPart(Path, "promises", FaultDocument.Promises(FaultCatalogue.Promises, Tests));

    [Fact]
    public void Page_Index_NamesEveryTest() =>
        MadePart.CheckPart(Path, "tests", FaultDocument.Index(FaultCatalogue.All.Select(c => c.Id).Concat(FaultCatalogue.Promises.Select(p => p.Id)), Tests));

    [Fact]
    public void Catalogue_Numbers_AreAllThereOnceAndInOrder()
    {
        Assert.Equal(Enumerable.Range(1, 93).Select(n => $"F{n:D2}"), FaultCatalogue.All.Select(c => c.Id));
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"P{n}"), FaultCatalogue.Promises.Select(p => p.Id));
    }

    [Fact]
    public void Catalogue_FaultWithoutATest_SaysThatItIsNotShown() =>
        Assert.All(FaultCatalogue.All.Where(c => !Tests[c.Id].Any()), c => Assert.StartsWith("not shown", c.Left, StringComparison.Ordinal));

    [Fact]
    public void Traits_EveryOne_StandsOnATestAndNamesAKnownFault()
    {
        var known = FaultCatalogue.All.Select(c => c.Id).Concat(FaultCatalogue.Promises.Select(p => p.Id)).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(Tested, t => !t.IsRun || !known.Contains(t.Id));
    }

    [Fact]
    public void In_MethodThatIsNoTest_IsNotTakenForOne()
    {
        var found = TestSources.In("namespace A.B;\n\npublic sealed class C\n{\n    [Fact]\n    [Trait(\"Fault\", \"F01\")]\n    public void D()\n    {\n    }\n\n    [Trait(\"Fault\", \"F02\")]\n    public void E()\n");

        Assert.Equal([new TestedFault("F01", "A.B.C.D", IsRun: true), new TestedFault("F02", "A.B.C.E", IsRun: false)], found);
    }
}
