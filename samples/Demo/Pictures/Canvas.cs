namespace ControlPlane.Demo.Pictures;

/// <summary>
/// Draws smooth-edged shapes into the planes of a picture.
/// A pixel is covered by the share that the distance of its centre from the shape's edge suggests; this is cheap and looks round at 16 pixels.
/// </summary>
internal sealed class Canvas
{
    private readonly float[] _pixels;
    private readonly float[] _x = new float[Picture.PlaneLength];
    private readonly float[] _y = new float[Picture.PlaneLength];
    private readonly float _pixelsPerUnit;

    public Canvas(float[] pixels, Pose pose)
    {
        _pixels = pixels;
        _pixelsPerUnit = Picture.Side * pose.Scale;
        var (sine, cosine) = MathF.SinCos(pose.TiltRadians);
        for (var index = 0; index < Picture.PlaneLength; index++)
        {
            var right = (((index % Picture.Side) + 0.5f) / Picture.Side) - pose.CentreX;
            var down = (((index / Picture.Side) + 0.5f) / Picture.Side) - pose.CentreY;
            _x[index] = ((cosine * right) + (sine * down)) / pose.Scale;
            _y[index] = ((cosine * down) - (sine * right)) / pose.Scale;
        }
    }

    /// <summary>An ellipse with its middle at (<paramref name="x"/>, <paramref name="y"/>), leaning by <paramref name="lean"/> radians.</summary>
    public void Ellipse(float x, float y, float radiusX, float radiusY, Paint paint, float lean = 0)
    {
        var (sine, cosine) = MathF.SinCos(lean);
        var smaller = MathF.Min(radiusX, radiusY);
        for (var index = 0; index < Picture.PlaneLength; index++)
        {
            var right = _x[index] - x;
            var down = _y[index] - y;
            var across = ((cosine * right) + (sine * down)) / radiusX;
            var along = ((cosine * down) - (sine * right)) / radiusY;
            Blend(index, (MathF.Sqrt((across * across) + (along * along)) - 1) * smaller, paint);
        }
    }

    /// <summary>A triangle; its corners go clockwise as one looks at it.</summary>
    public void Triangle((float X, float Y) first, (float X, float Y) second, (float X, float Y) third, Paint paint)
    {
        for (var index = 0; index < Picture.PlaneLength; index++)
        {
            var outside = MathF.Max(Beyond(index, first, second), MathF.Max(Beyond(index, second, third), Beyond(index, third, first)));
            Blend(index, outside, paint);
        }
    }

    private float Beyond(int index, (float X, float Y) from, (float X, float Y) to)
    {
        var edgeX = to.X - from.X;
        var edgeY = to.Y - from.Y;
        var length = MathF.Sqrt((edgeX * edgeX) + (edgeY * edgeY));
        return ((edgeY * (_x[index] - from.X)) - (edgeX * (_y[index] - from.Y))) / length;
    }

    private void Blend(int index, float distance, Paint paint)
    {
        var cover = Math.Clamp(0.5f - (distance * _pixelsPerUnit), 0, 1);
        if (cover <= 0)
            return;

        _pixels[index] += (paint.Red - _pixels[index]) * cover;
        _pixels[index + Picture.PlaneLength] += (paint.Green - _pixels[index + Picture.PlaneLength]) * cover;
        _pixels[index + (2 * Picture.PlaneLength)] += (paint.Blue - _pixels[index + (2 * Picture.PlaneLength)]) * cover;
    }
}
