namespace ControlPlane.SystemTests.Analysis;

/// <summary>A theory that needs the program <c>prometheus</c> on the path.</summary>
public sealed class PrometheusTheoryAttribute : TheoryAttribute
{
    public PrometheusTheoryAttribute() => Skip = new PrometheusFactAttribute().Skip;
}
