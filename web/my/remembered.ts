/** The booking codes that this phone made, so that nobody has to write them down. Nothing else is kept. */
const most = 20;
const storeOf = (hallId: string) => `mingchuang.my.bookings.${hallId}`;

export function rememberedBookings(hallId: string): readonly string[] {
  try {
    return JSON.parse(localStorage.getItem(storeOf(hallId)) ?? "[]") as string[];
  } catch {
    return [];
  }
}

export function rememberBooking(hallId: string, code: string): void {
  const codes = [code, ...rememberedBookings(hallId).filter((other) => other !== code)];
  localStorage.setItem(storeOf(hallId), JSON.stringify(codes.slice(0, most)));
}
