namespace ControlPlane.Demo.Pictures;

/// <summary>Grey, with big round fluffy ears at the sides and a large dark upright nose.</summary>
internal static class KoalaHead
{
    private static readonly Paint[] Coats = [new(0.60f, 0.60f, 0.63f), new(0.68f, 0.67f, 0.68f), new(0.52f, 0.50f, 0.50f), new(0.62f, 0.56f, 0.52f)];
    private static readonly Paint Fluff = new(0.93f, 0.90f, 0.90f);
    private static readonly Paint Dark = new(0.13f, 0.12f, 0.14f);

    public static void Draw(Canvas canvas, Random random)
    {
        var coat = random.OneOf<Paint>(Coats);
        var ear = random.Between(0.15f, 0.19f);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            canvas.Ellipse(side * 0.31f, -0.20f, ear, ear, coat.Times(0.9f));
            canvas.Ellipse(side * 0.31f, -0.18f, ear * 0.6f, ear * 0.6f, coat.Towards(Fluff, 0.75f));
        }

        canvas.Ellipse(0, 0.04f, 0.31f, 0.30f, coat);
        canvas.Ellipse(0, 0.27f, 0.16f, 0.08f, coat.Towards(Fluff, 0.7f));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            canvas.Ellipse(side * 0.16f, -0.03f, 0.04f, 0.045f, Dark);

        canvas.Ellipse(0, 0.09f, 0.075f, 0.13f, Dark);
    }
}
