export const edge = async () => ({ status: '204' });
